# Sourced by the launchers of the packages and by the scripts that install them; expects $usr, the folder /usr, and $package. POSIX sh.

. "$usr/share/apt-transport-tuf/java.sh"

lib=$usr/share/$package/lib
cache=${usr%/usr}/var/cache/$package

# launch <main class> <argument>…
launch() {
    # Kept off the class path: both are large, and rarely needed.
    for optional in "$lib"/bcprov-*.jar; do [ -e "$optional" ] || optional=; done
    for native in "$lib"/AmazonCorrettoCryptoProvider-*.jar; do [ -e "$native" ] || native=; done
    find_java java
    choose_start "$1" "$lib" "${2:-}" "${3:-}"
    name_archive "$cache"
    start_java "$@"
}

# make_archive <main class> [<first argument>]: for the Java that was found. Leaves nothing if it fails.
make_archive() {
    choose_start "$1" "$lib" "${2:-}"
    name_archive "$cache"
    mkdir -p "$cache"
    train
    [ -s "$archive" ] || rm -f -- "$archive"
}

forget_archives() {
    rm -rf -- "$cache"/*
}
