# Sourced by every launcher, in the source tree and installed: which Java, which flags, which class path. POSIX sh.

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

# Programs and jars that a launcher may name; nothing of the kind is taken from the environment.
helper= optional= native=

fail() { # message, hint
    printf 'error: %s\nhint: %s\n' "$1" "$2" >&2
    exit 69 # EX_UNAVAILABLE
}

# find_java <javac|java>: sets java, java_home, java_version and java_major: of JAVA_HOME or, where that is not set, of the newest
# Java there is that has the given program, which starts fastest.
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
            if [ ! -h "$home" ] && [ -x "$home/bin/$1" ]; then
                consider "$home/bin/java" "there is $home"
            fi
        done
    fi
    [ "$java_major" -lt 17 ] || return 0
    if [ "$1" = javac ]; then
        fail "no JDK 17 or later ($tried)" 'install one (on Debian: apt install openjdk-17-jdk), or set JAVA_HOME to it'
    fi
    fail "no Java 17 or later ($tried)" 'install one (on Debian: apt install default-jre-headless), or set JAVA_HOME to it'
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

# choose_start <main class> <folder of jars> <argument>…: sets start, the jar that is the class path or names it; more, a jar
# beyond it; kind, flags beyond the common ones, run_flags that training goes without, and training, its kind of run.
choose_start() {
    jars=$2 words="${3:-}/${4:-}"
    for start in "$jars"/tufa-cli-*-apt.jar; do start=${start%-apt.jar}.jar; done
    more= kind= flags= run_flags= training=common
    case $1/$words in
    # The commands about apt, and the demo that calls them, are started with libraries that would slow every other start.
    dev.tufa.cli.Tufa/apt/* | dev.tufa.cli.Tufa/archive/* | dev.tufa.cli.Tufa/notify/* | dev.tufa.cli.Tufa/demo/* | \
        dev.tufa.helper.HelperMain/*)
        start=${start%.jar}-apt.jar kind=-apt training=apt
        # What has become old is not collected while there is memory left: garbage has to end young, and have room to do so.
        flags='-Xms72m -Xmn48m -XX:SurvivorRatio=2'
        ;;
    dev.tufa.cli.Tufa/client/*)
        # People wait for them often, and repositories' classes would slow each start.
        # As many connections stay open as are used at a time; the platform would close all but five after each answer.
        kind=-client training=client run_flags='-Djdk.reflect.useNativeAccessorOnly=true -Dhttp.maxConnections=16'
        case $words in
        client/init | client/refresh | client/status | client/list)
            # Metadata only: too little for the second compiler, which hashes artifacts four times as fast; so the first begins early.
            run_flags="$run_flags -XX:TieredStopAtLevel=1 -XX:Tier3InvocationThreshold=100 -XX:Tier3MinInvocationThreshold=50
                -XX:Tier3CompileThreshold=1000 -XX:Tier3BackEdgeThreshold=30000"
            ;;
        client/download)
            # What is garbage soon is collected soon: on a large machine a new process would take 100 MB before it looks.
            run_flags="$run_flags -Xmn32m"
            ;;
        esac
        ;;
    dev.tufa.method.MethodMain/*)
        for start in "$jars"/tufa-apt-method-*.jar; do :; done
        kind=-method
        # It ends as soon as apt, which waits for that, interrupts it; code that nobody has time to compile twice is compiled once.
        flags='-Xrs -XX:TieredStopAtLevel=1'
        ;;
    esac
    [ "$1" != dev.tufa.helper.HelperMain ] || for more in "$jars"/tufa-apt-helper-*.jar; do :; done
}

# name_archive <folder>: sets archive, the class-data archive of this JVM for this kind of command, and the flags that go with it.
name_archive() {
    slug_of "$java_home"
    archive=$1/$java_version-$slug$kind
    if [ "$java_major" -ge 25 ]; then
        archive=$archive.aot archive_flag=-XX:AOTCache= make_flag=-XX:AOTCacheOutput=
    else
        archive=$archive.jsa archive_flag=-XX:SharedArchiveFile= make_flag=-XX:ArchiveClassesAtExit=
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

# Makes the archive by a training run; an empty file says that it failed.
train() {
    scratch=${archive%/*}/training.$$
    (
        mkdir "$scratch" "$scratch/work" || exit 1
        set -f
        limit=
        ! command -v timeout >/dev/null || limit='timeout 120'
        # As it will be run: starting from a jar and from a class path is different code.
        if [ "$kind" = -method ]; then
            set -- -cp "$start" dev.tufa.method.TrainingRun
        else
            set -- -Dtufa.training="$training" -jar "$start"
        fi
        $limit "$java" $jvm_flags $flags "$make_flag$scratch/archive" "$@" "$scratch/work" </dev/null &&
            [ -s "$scratch/archive" ]
    ) >/dev/null 2>&1 || {
        rm -f -- "$scratch/archive"
        : >"$scratch/archive"
    }
    mv -f -- "$scratch/archive" "$archive" 2>/dev/null || :
    rm -rf -- "$scratch"
}

# start_java <main class> <argument>…: runs it in the place of this shell, with the archive if there is one: without one everything
# works, only slower.
start_java() {
    main=$1
    shift
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
        set -- -cp "$start${more:+:$more}" "$main" "$@"
    fi
    [ -s "$archive" ] || archive_flag=
    set -f
    exec "$java" $jvm_flags $flags $run_flags -Dtufa.interactive=$interactive -Dtufa.optional="$optional" -Dtufa.native="$native" \
        ${helper:+"-Dtufa.helper=$helper"} ${archive_flag:+"$archive_flag$archive"} "$@"
}
