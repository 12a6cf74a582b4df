Target x86-unicode
; The one that NSIS has everywhere: its own releases for Windows hold no other. It installs a 64-bit program.
; Dawnline for Windows: for one person (no administrator needed) or for everybody.
; packaging/installers_windows.py defines VERSION, MAKERS, BUNDLE, ICON, LICENCE, OUTFILE and COMPRESSOR.
;   setup.exe /S                    install silently, for the person who is logged in
;   setup.exe /S /AllUsers          for everybody
;   setup.exe /S /D=C:\Elsewhere    into another folder, also beside a version that is there
; Settings, scenarios and runs are the person's: no installation and no removal touches them.

Unicode true
SetCompressor ${COMPRESSOR}
Name "Dawnline ${VERSION}"
OutFile "${OUTFILE}"
ManifestDPIAware true

!define PROGRAM "Dawnline"
!define CLASSES "Software\Classes"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall"

!define MULTIUSER_EXECUTIONLEVEL Highest
!define MULTIUSER_MUI
!define MULTIUSER_INSTALLMODE_COMMANDLINE
!define MULTIUSER_INSTALLMODE_DEFAULT_CURRENTUSER
!define MULTIUSER_INSTALLMODE_INSTDIR "${PROGRAM}"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_KEY "Software\${PROGRAM}"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_VALUENAME "InstallLocation"
!define MULTIUSER_USE_PROGRAMFILES64
!include MultiUser.nsh
!include MUI2.nsh
!include FileFunc.nsh
!include x64.nsh

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_FINISHPAGE_RUN "$INSTDIR\dawnline-desk.exe"
!insertmacro MUI_PAGE_LICENSE "${LICENCE}"
!insertmacro MULTIUSER_PAGE_INSTALLMODE
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "${PROGRAM}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "${PROGRAM} setup"
VIAddVersionKey "LegalCopyright" "${MAKERS}, MIT licence"

Var Key ; what this installation is called in the list of programs

Function .onInit
  ${IfNot} ${RunningX64}
    MessageBox MB_OK|MB_ICONSTOP "${PROGRAM} needs a 64-bit Windows." /SD IDOK
    Abort
  ${EndIf}
  SetRegView 64
  ; What /D= says would be lost: MultiUser.nsh puts its own folder in its place.
  StrCpy $R9 $INSTDIR
  !insertmacro MULTIUSER_INIT
  StrCmp $R9 "" +2
  StrCpy $INSTDIR $R9
FunctionEnd

Function un.onInit
  SetRegView 64
  !insertmacro MULTIUSER_UNINIT
FunctionEnd

; The first installation is "Dawnline" and is upgraded in its place; one in another folder has its version's name.
Function ChooseKey
  StrCpy $Key "${PROGRAM}"
  ReadRegStr $0 SHCTX "${UNINSTALL}\${PROGRAM}" "InstallLocation"
  StrCmp $0 "" done
  StrCmp $0 $INSTDIR done
  StrCpy $Key "${PROGRAM} ${VERSION}"
  done:
FunctionEnd

Section "-Program"
  Call ChooseKey
  ; A library of an older version would be found by the new one.
  RMDir /r "$INSTDIR\lib"
  RMDir /r "$INSTDIR\licences"
  SetOutPath "$INSTDIR"
  File /r "${BUNDLE}/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  WriteINIStr "$INSTDIR\uninstall.ini" "installation" "key" "$Key"

  CreateDirectory "$SMPROGRAMS\${PROGRAM}"
  CreateShortcut "$SMPROGRAMS\${PROGRAM}\$Key.lnk" "$INSTDIR\dawnline-desk.exe"

  WriteRegStr SHCTX "Software\${PROGRAM}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL}\$Key" "DisplayName" "${PROGRAM} ${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL}\$Key" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL}\$Key" "DisplayIcon" "$INSTDIR\dawnline-desk.exe"
  WriteRegStr SHCTX "${UNINSTALL}\$Key" "Publisher" "${MAKERS}"
  WriteRegStr SHCTX "${UNINSTALL}\$Key" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL}\$Key" "UninstallString" '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode'
  WriteRegStr SHCTX "${UNINSTALL}\$Key" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode /S'
  WriteRegDWORD SHCTX "${UNINSTALL}\$Key" "NoModify" 1
  WriteRegDWORD SHCTX "${UNINSTALL}\$Key" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegDWORD SHCTX "${UNINSTALL}\$Key" "EstimatedSize" "$0"

  ; .dawn is ours. .toml belongs to many programs: Dawnline is offered under "Open with", and takes nothing.
  WriteRegStr SHCTX "${CLASSES}\.dawn" "" "Dawnline.Run"
  WriteRegStr SHCTX "${CLASSES}\.dawn\OpenWithProgids" "Dawnline.Run" ""
  WriteRegStr SHCTX "${CLASSES}\Dawnline.Run" "" "Dawnline run"
  WriteRegStr SHCTX "${CLASSES}\Dawnline.Run\DefaultIcon" "" "$INSTDIR\dawnline-desk.exe,0"
  WriteRegStr SHCTX "${CLASSES}\Dawnline.Run\shell\open\command" "" '"$INSTDIR\dawnline-desk.exe" "%1"'
  WriteRegStr SHCTX "${CLASSES}\.toml\OpenWithProgids" "Dawnline.Scenario" ""
  WriteRegStr SHCTX "${CLASSES}\Dawnline.Scenario" "" "Dawnline scenario"
  WriteRegStr SHCTX "${CLASSES}\Dawnline.Scenario\DefaultIcon" "" "$INSTDIR\dawnline-desk.exe,0"
  WriteRegStr SHCTX "${CLASSES}\Dawnline.Scenario\shell\open\command" "" '"$INSTDIR\dawnline-desk.exe" "%1"'
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'

  ; Some seconds of compiling that the first start need not wait for, hidden; where a person looks on, for them.
  IfSilent cold
  StrCmp $MultiUser.InstallMode "CurrentUser" 0 cold
  ExecShell "open" "$INSTDIR\dawnline.exe" "--self-test --warm" SW_HIDE
  cold:
SectionEnd

Section "Uninstall"
  ReadINIStr $Key "$INSTDIR\uninstall.ini" "installation" "key"
  StrCmp $Key "" 0 known
  StrCpy $Key "${PROGRAM}"
  known:
  ; Only what was installed: whatever a person put into the folder stays, and the folder with it.
  RMDir /r "$INSTDIR\lib"
  RMDir /r "$INSTDIR\licences"
  Delete "$INSTDIR\dawnline.exe"
  Delete "$INSTDIR\dawnline-desk.exe"
  Delete "$INSTDIR\uninstall.ini"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${PROGRAM}\$Key.lnk"
  RMDir "$SMPROGRAMS\${PROGRAM}"
  DeleteRegKey SHCTX "${UNINSTALL}\$Key"

  ; File types go with the installation that has them.
  ReadRegStr $0 SHCTX "Software\${PROGRAM}" "InstallLocation"
  StrCmp $0 $INSTDIR 0 other
  ReadRegStr $0 SHCTX "${CLASSES}\.dawn" ""
  StrCmp $0 "Dawnline.Run" 0 +2
  DeleteRegValue SHCTX "${CLASSES}\.dawn" ""
  DeleteRegValue SHCTX "${CLASSES}\.dawn\OpenWithProgids" "Dawnline.Run"
  DeleteRegValue SHCTX "${CLASSES}\.toml\OpenWithProgids" "Dawnline.Scenario"
  DeleteRegKey /ifempty SHCTX "${CLASSES}\.dawn\OpenWithProgids"
  DeleteRegKey /ifempty SHCTX "${CLASSES}\.dawn"
  DeleteRegKey SHCTX "${CLASSES}\Dawnline.Run"
  DeleteRegKey SHCTX "${CLASSES}\Dawnline.Scenario"
  DeleteRegKey SHCTX "Software\${PROGRAM}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
  other:
SectionEnd
