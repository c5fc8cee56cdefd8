# Sourced by the launchers; expects $root, the absolute path of the source tree. POSIX sh.
#
# A build is a directory apps/cli/target/run/<n> that is never changed once target/run/current names it: the jars, and one
# class-data archive per JVM, two where commands about apt have been run. Whoever is running an older build keeps it.

# The JVM's flags, for training and for running alike: an archive fits only the flags it was made with.
# Most commands end before compiling pays: interpreted code waits twice as long for the first compiler as usual, and
# compiled code ten times as long for the second. Profiles of the training run would start both at once.
# With all of a hash inlined into the loop that stretches a passphrase, compiling that loop would take as long as the loop.
# Words with stars: expanded after set -f.
jvm_flags='-XX:+UseSerialGC -XX:-UsePerfData -Xlog:disable -Xlog:all=off
    -XX:Tier3InvocationThreshold=400 -XX:Tier3MinInvocationThreshold=200
    -XX:Tier3CompileThreshold=4000 -XX:Tier3BackEdgeThreshold=120000
    -XX:Tier4InvocationThreshold=50000 -XX:Tier4MinInvocationThreshold=6000
    -XX:Tier4CompileThreshold=150000 -XX:Tier4BackEdgeThreshold=400000
    -XX:+IgnoreUnrecognizedVMOptions -XX:+UnlockDiagnosticVMOptions -XX:-AOTReplayTraining
    -XX:CompileCommand=quiet
    -XX:CompileCommand=dontinline,javax.crypto.Mac::* -XX:CompileCommand=dontinline,java.security.MessageDigest::*'

run=$root/apps/cli/target/run
dist=$root/apps/cli/target/dist

fail() { # message, hint
    printf 'error: %s\nhint: %s\n' "$1" "$2" >&2
    exit 69 # EX_UNAVAILABLE
}

# launch <stale|missing> <main class> <argument>…: "stale" also builds when a source is newer than the build.
launch() {
    when=$1 main=$2
    shift 2
    find_java
    [ "${TUFA_NO_BUILD:-}" != 1 ] || when=missing
    have_build "$when" || build "$when"
    # The commands about apt are started with libraries that would slow every other start.
    start=$jar kind= memory= training=dev.tufa.cli.TrainingRun
    case $main/${1:-} in
    dev.tufa.cli.Tufa/apt | dev.tufa.cli.Tufa/archive)
        start=${jar%.jar}-apt.jar kind=-apt training=dev.tufa.cli.AptTrainingRun
        # What has become old is not collected while there is memory left: garbage has to end young, and have room to do so.
        memory='-Xms72m -Xmn48m -XX:SurvivorRatio=2'
        ;;
    esac
    choose_archive
    # Without a locale, JDK 17 would read arguments and write text as ASCII.
    case ${LC_ALL:-${LC_CTYPE:-${LANG:-C}}} in
    C | POSIX)
        [ -z "${LC_ALL:-}" ] || LC_ALL=C.UTF-8
        export LC_CTYPE=C.UTF-8
        ;;
    esac
    # A faked clock must not change the age of the jars: the archive holds only for jars of a known age.
    export NO_FAKE_STAT=1
    # Java 17 cannot tell whether a person watches one stream; the shell can.
    interactive=false
    [ ! -t 0 ] || [ ! -t 2 ] || interactive=true
    # The jar's manifest names the class path and what a command of tufa is allowed beyond it; as flags, that would slow the start.
    if [ "$main" = dev.tufa.cli.Tufa ]; then
        set -- -jar "$start" "$@"
    else
        set -- -cp "$jar" "$main" "$@"
    fi
    set -f
    exec "$java" $jvm_flags $memory -Dtufa.interactive=$interactive -Dtufa.optional="$optional" -Dtufa.native="$native" ${archive_flag:+"$archive_flag"} "$@"
}

# Sets java, java_home, java_version and java_major: of JAVA_HOME or, where that is not set, of the newest JDK there is, which
# starts fastest.
find_java() {
    tried= java= java_home= java_version= java_major=0
    if [ -n "${JAVA_HOME:-}" ]; then
        consider "$JAVA_HOME/bin/java" "JAVA_HOME=$JAVA_HOME"
    fi
    if [ "$java_major" = 0 ]; then
        if on_path=$(command -v java); then
            consider "$on_path" "PATH has $on_path"
        else
            tried="$tried${tried:+; }PATH has no java"
        fi
        for home in /usr/lib/jvm/*; do
            if [ ! -h "$home" ] && [ -x "$home/bin/javac" ]; then
                consider "$home/bin/java" "there is $home"
            fi
        done
    fi
    [ "$java_major" -ge 17 ] ||
        fail "no JDK 17 or later ($tried)" 'install one (on Debian: apt install openjdk-17-jdk), or set JAVA_HOME to it'
}

# consider <java> <where it comes from>: takes it if it will do and is newer than what was found so far.
consider() {
    candidate=$1
    if [ ! -x "$candidate" ]; then
        tried="$tried${tried:+; }$2, which has no bin/java"
        return
    fi
    [ ! -h "$candidate" ] || candidate=$(readlink -f -- "$candidate")
    home=${candidate%/bin/java}
    version=
    if [ -r "$home/release" ]; then
        while IFS='=' read -r key value; do
            case $key in
            JAVA_RUNTIME_VERSION) version=$value && break ;;
            JAVA_VERSION) version=$value ;;
            esac
        done <"$home/release"
    else
        version=$("$candidate" -version 2>&1 </dev/null | sed -n 's/^.* version \("[^"]*"\).*$/\1/p' | head -n 1) || :
    fi
    version=${version#\"}
    version=${version%\"}
    major=${version%%[!0-9]*}
    if [ "${major:-0}" -lt 17 ]; then
        tried="$tried${tried:+; }$2, which is Java ${version:-unknown}"
    elif [ "$major" -gt "$java_major" ]; then
        java=$candidate java_home=$home java_version=$version java_major=$major
    fi
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
    [ -n "$(find "$root/pom.xml" "$root"/tuf/*/pom.xml "$root"/apt/*/pom.xml "$root/apps/cli/pom.xml" \
        "$root"/tuf/*/src/main "$root"/apt/*/src/main "$root/apps/cli/src/main" -newer "$1" -print -quit)" ]
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

# Sets archive_flag; makes the archive when this JVM has none yet for this kind of command. Without one everything works, only slower.
choose_archive() {
    slug_of "$java_home"
    archive=$build/$java_version-$slug$kind
    if [ "$java_major" -ge 25 ]; then
        archive=$archive.aot archive_flag=-XX:AOTCache= make_flag=-XX:AOTCacheOutput=
    else
        archive=$archive.jsa archive_flag=-XX:SharedArchiveFile= make_flag=-XX:ArchiveClassesAtExit=
    fi
    [ -e "$archive" ] || make_archive
    # An empty file says that making it failed.
    if [ -s "$archive" ]; then
        archive_flag=$archive_flag$archive
    else
        archive_flag=
    fi
}

slug_of() { # path: sets slug
    slug=$1
    while :; do
        case $slug in
        *[!A-Za-z0-9._-]*)
            head=${slug%%[!A-Za-z0-9._-]*}
            slug=$head-${slug#"$head"?}
            ;;
        *) return ;;
        esac
    done
}

make_archive() {
    [ "${TUFA_NO_BUILD:-}" != 1 ] && [ -w "$build" ] && lock try || return 0
    scratch=$build/training.$$
    (
        real_clock
        mkdir "$scratch" "$scratch/work" || exit 1
        set -f
        limit=
        ! command -v timeout >/dev/null || limit='timeout 120'
        $limit "$java" $jvm_flags $memory "$make_flag$scratch/archive" -cp "$start" \
            "$training" "$scratch/work" </dev/null &&
            [ -s "$scratch/archive" ]
    ) >/dev/null 2>&1 || {
        rm -f -- "$scratch/archive"
        : >"$scratch/archive"
    }
    mv -f -- "$scratch/archive" "$archive" 2>/dev/null || :
    rm -rf -- "$scratch"
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
