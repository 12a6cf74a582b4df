#!/bin/sh
# Dawnline @VERSION@ for Linux: unpacks itself. No root is needed; nothing is downloaded.
set -eu

usage() {
    cat <<TEXT
Dawnline @VERSION@

  sh $0                      install: for you in ~/.local, or as root for everybody in /usr/local
  sh $0 --prefix FOLDER      install into FOLDER/lib, FOLDER/bin and FOLDER/share
  sh $0 --unpack FOLDER      only unpack into FOLDER

Versions stand side by side; the menu entry is that of the last one installed. To remove one run the
uninstall.sh in its folder: settings, scenarios and runs stay.
TEXT
}

unpack() {
    command -v xz >/dev/null || { echo "this needs the program xz, which your distribution has" >&2; exit 1; }
    mkdir -p "$1"
    tail -n +@LINES@ "$0" | tar --extract --xz --file - --directory "$1" --strip-components 1
}

if [ "$(id -u)" = 0 ]; then prefix=/usr/local; else prefix="$HOME/.local"; fi
case "${1:-}" in
    "") ;;
    --prefix) prefix="${2:?--prefix needs a folder}" ;;
    --unpack) unpack "${2:?--unpack needs a folder}"; exit 0 ;;
    *) usage; exit 2 ;;
esac

target="$prefix/lib/dawnline-@VERSION@"
bin="$prefix/bin" share="$prefix/share"
if [ -e "$target/dawnline" ]; then
    echo "replacing $target"
    rm -rf "$target"
fi
unpack "$target"

mkdir -p "$bin" "$share/applications"
ln -sf "$target/dawnline" "$bin/dawnline"
ln -sf "$target/dawnline-desk" "$bin/dawnline-desk"
(cd "$target/share" && find icons mime metainfo -type f) > "$target/shared-files.txt"
while read -r file; do
    mkdir -p "$share/$(dirname "$file")"
    cp "$target/share/$file" "$share/$file"
done < "$target/shared-files.txt"
sed -e "s|^Exec=dawnline-desk|Exec=\"$target/dawnline-desk\"|" -e "s|^TryExec=.*|TryExec=$target/dawnline-desk|" \
    "$target/share/applications/dawnline.desktop" > "$share/applications/dawnline.desktop"

cat > "$target/uninstall.sh" <<TEXT
#!/bin/sh
# Removes Dawnline @VERSION@; settings, scenarios and runs stay.
set -eu
refresh() {
    command -v update-desktop-database >/dev/null && update-desktop-database -q "$share/applications" || true
    command -v update-mime-database >/dev/null && update-mime-database "$share/mime" || true
}
if grep -qs "$target/" "$share/applications/dawnline.desktop"; then
    rm -f "$share/applications/dawnline.desktop"
    while read -r file; do rm -f "$share/\$file"; done < "$target/shared-files.txt"
fi
for name in dawnline dawnline-desk; do
    [ "\$(readlink "$bin/\$name" 2>/dev/null)" = "$target/\$name" ] && rm -f "$bin/\$name" || true
done
rm -rf "$target"
refresh
# What refreshing has made where nobody else has file types or menu entries, and empty folders.
if [ -z "\$(find "$share/mime/packages" -type f 2>/dev/null)" ]; then
    for made in aliases generic-icons globs globs2 icons magic mime.cache subclasses treemagic types version XMLnamespaces
    do rm -f "$share/mime/\$made"; done
fi
if [ -z "\$(find "$share/applications" -name '*.desktop' 2>/dev/null)" ]; then
    rm -f "$share/applications/mimeinfo.cache"
fi
find "$share/applications" "$share/icons" "$share/metainfo" "$share/mime" -type d -empty -delete 2>/dev/null || true
TEXT
chmod 755 "$target/uninstall.sh"
command -v update-desktop-database >/dev/null && update-desktop-database -q "$share/applications" || true
command -v update-mime-database >/dev/null && update-mime-database "$share/mime" || true

echo "installed: $target/dawnline-desk (remove it with $target/uninstall.sh)"
if ! "$target/dawnline" --version >/dev/null 2>&1; then
    echo "it does not start yet; these libraries are missing and come from your distribution:" >&2
    ldd "$target/dawnline" "$target"/lib/PySide6/Qt/plugins/platforms/libqxcb.so 2>/dev/null | sed -n 's/ => not found//p' >&2
    exit 1
fi
# Some seconds of compiling that the first start need not wait for; a person's own, so not for root.
if [ "$(id -u)" != 0 ] || [ -n "${DAWNLINE_WARM:-}" ]; then
    ("$target/dawnline" --self-test --warm >/dev/null 2>&1 </dev/null &)
fi
exit 0
