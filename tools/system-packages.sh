#!/bin/sh
# What the tests use beside Python packages: LibreOffice (doc and wps in, papers looked at), Chinese fonts, poppler,
# Chromium (the pages walked as a user would), PostgreSQL (every test of the site once more on it).
# Installed where Debian's tools and the rights are there; where not, the tests that need them skip and say so.
set -u
missing=""
command -v soffice >/dev/null 2>&1 || missing="$missing libreoffice-writer-nogui libreoffice-calc-nogui"
command -v pdftoppm >/dev/null 2>&1 || missing="$missing poppler-utils"
{ command -v fc-list >/dev/null 2>&1 && fc-list :lang=zh 2>/dev/null | grep -q .; } || missing="$missing fontconfig fonts-noto-cjk"
command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
{ command -v pg_ctl || ls /usr/lib/postgresql/*/bin/pg_ctl; } >/dev/null 2>&1 || missing="$missing postgresql"
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "installing:$missing"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing; } >/dev/null 2>&1 && exit 0
fi
echo "not here, tests that need them skip:$missing"
exit 0
