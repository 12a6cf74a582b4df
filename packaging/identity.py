"""Who makes the program, as systems want to be told: the one place to change it before a first release.

An id is a domain of the makers, read backwards. Dawnline has none yet, and says so: ``.invalid`` belongs to
nobody for ever (RFC 2606), so nobody else's name is taken. It must not change after the first release: by it
a software centre and macOS know that a newer version is the same program.
"""

APP_ID = "invalid.dawnline.dawnline"  # AppStream's component, macOS's bundle
RUN_TYPE_ID = "invalid.dawnline.run"  # the file type of runs, on macOS
MAKERS = "The Dawnline maintainers"
MAKERS_ADDRESS = f"{MAKERS} <maintainers@dawnline.invalid>"
HOMEPAGE = ""  # told by the packages where there is one


def filled(text: str, **more: str) -> str:
    """Return a text of the packages with its marks, ``@APP_ID@`` and others, replaced."""
    marks = {
        "APP_ID": APP_ID, "RUN_TYPE_ID": RUN_TYPE_ID, "MAKERS": MAKERS, "MAKERS_ADDRESS": MAKERS_ADDRESS,
        "HOMEPAGE": HOMEPAGE, "HOMEPAGE_TAG": f'<url type="homepage">{HOMEPAGE}</url>' if HOMEPAGE else "",
        **more,
    }  # fmt: skip
    for name, value in marks.items():
        text = text.replace(f"@{name}@", value)
    return text
