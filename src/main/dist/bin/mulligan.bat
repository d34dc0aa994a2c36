@echo off
rem Runs Mulligan where it lies. MULLIGAN_JAVA_OPTS goes to Java, e.g. set MULLIGAN_JAVA_OPTS=-Xmx8g
setlocal
for %%d in ("%~dp0..") do set "HOME_DIR=%%~fd"

set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
"%JAVA%" -version >nul 2>&1
if errorlevel 1 (
    echo mulligan: there is no Java in JAVA_HOME or on the PATH; install Java 17 or newer 1>&2
    exit /b 1
)
set "VERSION="
for /f "tokens=3" %%v in ('call "%JAVA%" -version 2^>^&1 ^| findstr /i " version "') do if not defined VERSION set "VERSION=%%~v"
for /f "delims=.-" %%v in ("%VERSION%") do set "VERSION=%%v"
if %VERSION% LSS 17 (
    echo mulligan: the Java in JAVA_HOME or on the PATH is older than 17; install Java 17 or newer 1>&2
    exit /b 1
)

rem In a folder of its own Mulligan has all beside it; installed, its jar is among the plugins of Fiji or ImageJ.
for %%d in ("%HOME_DIR%\..\..") do set "APP_DIR=%%~fd"
set "PLUGIN="
for %%j in ("%APP_DIR%\plugins\Mulligan\Mulligan_-*.jar") do set "PLUGIN=%%~fj"
for %%j in ("%APP_DIR%\plugins\Mulligan_-*.jar") do set "PLUGIN=%%~fj"
for %%j in ("%HOME_DIR%\Mulligan_-*.jar") do set "PLUGIN=%%~fj"
if not defined PLUGIN (
    echo mulligan: there is no Mulligan_-VERSION.jar in %HOME_DIR%, nor in %APP_DIR%\plugins; build it with: mvn package 1>&2
    exit /b 1
)
set "LIBRARIES=%HOME_DIR%\lib\*"
set "MODELS="
if not exist "%HOME_DIR%\lib" (
    set "LIBRARIES=%HOME_DIR%\engine\*"
    if exist "%APP_DIR%\jars" set "MODELS=-Dmulligan.models=%APP_DIR%\models\mulligan"
)

if defined MODELS (
    "%JAVA%" --enable-native-access=ALL-UNNAMED "-Dmulligan.home=%HOME_DIR%" "%MODELS%" %MULLIGAN_JAVA_OPTS% -cp "%PLUGIN%;%LIBRARIES%" org.mulligan.cli.Main %*
) else (
    "%JAVA%" --enable-native-access=ALL-UNNAMED "-Dmulligan.home=%HOME_DIR%" %MULLIGAN_JAVA_OPTS% -cp "%PLUGIN%;%LIBRARIES%" org.mulligan.cli.Main %*
)
exit /b %ERRORLEVEL%
