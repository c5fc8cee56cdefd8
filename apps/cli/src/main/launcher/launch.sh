# Sourced by the launchers of the source tree; expects $root, the absolute path of the source tree. POSIX sh.
#
# A build is a directory apps/cli/target/run/<n> that is never changed once target/run/current names it: the jars, and one
# class-data archive per JVM and kind of command that has been run. Whoever is running an older build keeps it.

. "$root/apps/cli/src/main/launcher/java.sh"

run=$root/apps/cli/target/run
dist=$root/apps/cli/target/dist
helper=$root/apps/apt-helper/src/main/launcher/tufa-apt-helper

# launch <stale|missing> <main class> <argument>…: "stale" also builds when a source is newer than the build.
launch() {
    when=$1 main=$2
    shift 2
    find_java javac
    [ "${TUFA_NO_BUILD:-}" != 1 ] || when=missing
    have_build "$when" || build "$when"
    choose_start "$main" "$build/lib" "$@"
    name_archive "$build"
    [ -e "$archive" ] || make_archive
    start_java "$main" "$@"
}

# Sets build, jar, optional and native from target/run/current; fails when there is no build, or not one of this tree
# at this place, or when Maven has made a newer one, or (with "stale") a source is newer.
have_build() {
    [ -r "$run/current" ] || return 1
    { read -r build && read -r jar && read -r optional && read -r native; } <"$run/current" || return 1
    case $build in "$run"/*) ;; *) return 1 ;; esac
    [ -r "$jar" ] || return 1
    [ ! "$dist/started" -nt "$build/started" ] || [ ! -w "$run" ] || return 1
    [ "$1" = missing ] || ! newer_than "$build/stamp"
}

# Is any source of the command newer than the given file?
newer_than() {
    [ -n "$(find "$root/pom.xml" "$root"/tuf/*/pom.xml "$root"/apt/*/pom.xml "$root"/apps/*/pom.xml \
        "$root"/tuf/*/src/main "$root"/apt/*/src/main "$root"/apps/*/src/main -newer "$1" -print -quit)" ]
}

build() { # stale|missing
    mkdir -p "$run" 2>/dev/null && [ -w "$run" ] ||
        fail "there is no build that is up to date, and $run cannot be written to" \
            'build as the owner of the tree, or run what is there with TUFA_NO_BUILD=1'
    lock wait
    if ! have_build "$1"; then
        adopt "$1" || build_with_maven
        have_build missing || fail "the build left no $run/current" "remove $root/apps/cli/target and try again"
    fi
    unlock
}

build_with_maven() {
    [ "${TUFA_NO_BUILD:-}" != 1 ] ||
        fail 'there is no build of tufa, and TUFA_NO_BUILD=1 forbids making one' 'unset it, or run ./mvnw verify'
    [ -x "$java_home/bin/javac" ] ||
        fail "$java_home has no compiler" 'install a whole JDK (on Debian: apt install openjdk-17-jdk)'
    echo 'tufa: building (takes a minute the first time)' >&2
    (
        real_clock
        cd "$root"
        JAVA_HOME=$java_home ./mvnw -B -ntp -q -Dmaven.test.skip=true -Dspotless.check.skip=true \
            -Dcyclonedx.skip=true -P '!static-analysis' -pl apps/cli -am package </dev/null >&2
    ) || fail 'the build failed' 'the messages above say why'
    # If a source changed meanwhile, this build is still the newest there is; the next start builds again.
    adopt missing || fail "the build left no $dist" "remove $root/apps/cli/target and try again"
}

# adopt <stale|missing>: makes target/dist, which Maven filled, the current build; "stale" refuses one that is
# older than a source.
adopt() {
    [ -r "$dist/started" ] || return 1
    previous=
    [ ! -r "$run/current" ] || read -r previous <"$run/current" || :
    number=${previous##*/}
    case $number in '' | *[!0-9]*) number=0 ;; esac
    next=$run/$((number + 1))
    rm -rf -- "$next" "$next.tmp"
    mkdir "$next.tmp"
    # When that build started, to the second and so never too late.
    read -r started <"$dist/started" || return 1
    (real_clock && touch -d "$started" "$next.tmp/stamp" && cp -Rp "$dist/lib" "$dist/started" "$next.tmp/") || return 1
    if [ "$1" = stale ] && newer_than "$next.tmp/stamp"; then
        rm -rf -- "$next.tmp"
        return 1
    fi
    mv -- "$next.tmp" "$next"
    # Beside this jar stands the one that starts the commands about apt. Bouncy Castle and the native provider, rarely used by
    # others and so large that they slow every start, are kept off the class path that this jar names.
    for jar in "$next"/lib/tufa-cli-*-apt.jar; do jar=${jar%-apt.jar}.jar; done
    for optional in "$next"/lib/bcprov-*.jar; do :; done
    for native in "$next"/lib/AmazonCorrettoCryptoProvider-*.jar; do :; done
    printf '%s\n%s\n%s\n%s\n' "$next" "$jar" "$optional" "$native" >"$run/current.$$"
    mv -f -- "$run/current.$$" "$run/current"
    # The previous build may still be running; older ones go.
    for old in "$run"/[0-9]*; do
        case $old in "$next" | "$previous") ;; *) rm -rf -- "$old" ;; esac
    done
}

make_archive() {
    [ "${TUFA_NO_BUILD:-}" != 1 ] && [ -w "$build" ] && lock try || return 0
    (real_clock && train)
    unlock
}

# Takes faketime off the programs that build.
real_clock() {
    unset LD_PRELOAD DYLD_INSERT_LIBRARIES DYLD_FORCE_FLAT_NAMESPACE FAKETIME FAKETIME_SHARED
}

# lock <wait|try>: a symbolic link that names its owner's process. One whose owner is gone is taken over.
lock() {
    tries=0
    until ln -s "$$" "$run/lock" 2>/dev/null; do
        owner=$(readlink -- "$run/lock") || owner=
        if [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; then
            # Of several that find it stale, one moves it away.
            if mv -- "$run/lock" "$run/lock.$$" 2>/dev/null; then
                [ "$(readlink -- "$run/lock.$$")" = "$owner" ] || mv -n -- "$run/lock.$$" "$run/lock"
                rm -f -- "$run/lock.$$"
            fi
            continue
        fi
        [ "$1" = wait ] || return 1
        tries=$((tries + 1))
        [ "$tries" -le 600 ] || fail "process ${owner:-unknown} has held $run/lock for 10 minutes" \
            'wait for it, or remove that file if nothing is being built'
        sleep 1
    done
    trap 'rm -f -- "$run/lock"' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    trap 'exit 129' HUP
}

unlock() {
    rm -f -- "$run/lock"
    trap - EXIT INT TERM HUP
}
