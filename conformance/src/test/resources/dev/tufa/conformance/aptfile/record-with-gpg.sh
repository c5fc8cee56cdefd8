#!/bin/bash
# Makes the files of the corpus that real gpg has made, in the folder of this script: with new keys each time, so they are kept
# as they were made with GnuPG 2.2.40. Write the new fingerprints into RecordedCases when it has run again.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
GNUPGHOME=$(mktemp -d /tmp/ghXXXXXX)
export GNUPGHOME
trap 'gpgconf --kill all; rm -rf "$GNUPGHOME"' EXIT

made=20260101T000000 signed=20261101T120000
quietly() { gpg --batch --no-tty --quiet --pinentry-mode loopback --passphrase '' "$@" 2>/dev/null; }
fingerprint() { gpg --with-colons --list-keys "=$1" | awk -F: '/^fpr/ { print $10; exit }'; }

# apt_file <name> <version> <user id> <option>… <text
apt_file() {
    local name=$1 version=$2 user=$3
    shift 3
    {
        echo "#@application/x-apt $version"
        quietly --faked-system-time "$signed" --local-user "=$user" "$@" --clearsign
        gpg --armor --export "=$user"
    } > "gpg-$name.apt"
    echo "$name $(fingerprint "$user")"
}

rsa='Example <apt@example.org>'
subkey='Example with a subkey <apt@example.org>'
dsa='Example of 2006'
quietly --faked-system-time "$made" --quick-gen-key "$rsa" rsa3072 cert,sign never
quietly --faked-system-time "$made" --quick-gen-key "$subkey" ed25519 cert never
quietly --faked-system-time "$made" --quick-add-key "$(fingerprint "$subkey")" ed25519 sign never
quietly --faked-system-time "$made" --cert-digest-algo SHA1 --full-gen-key <<END
%no-protection
Key-Type: DSA
Key-Length: 1024
Key-Usage: sign
Name-Real: $dsa
Expire-Date: 0
END

modern='Format: 1
Distribution: Debian
Codename: bookworm trixie
Architecture: amd64 arm64
Archive:
 deb https://apt.example.org/debian stable main
Install: example-editor'
of_2006='Architecture: i386
Distribution: Ubuntu
Codename: dapper
Install: photoshop
Archive:
 deb http://archive.adobe.com/archive-ubuntu dapper multiverse
'
apt_file rsa3072 1 "$rsa" --digest-algo SHA512 <<<"$modern"
apt_file ed25519-subkey 1 "$subkey" --digest-algo SHA512 <<<"$modern"
apt_file dsa1024-sha1 0 "$dsa" --digest-algo SHA1 <<<"$of_2006"
