package dev.tufa.conformance.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.tufa.conformance.architecture.planted.apt.archive.ArchiveUsesOpenPgp;
import dev.tufa.conformance.architecture.planted.apt.install.InstallUsesBouncyCastle;
import dev.tufa.conformance.architecture.planted.apt.install.InstallUsesPublish;
import dev.tufa.conformance.architecture.planted.apt.install.InstallUsesTheRepository;
import dev.tufa.conformance.architecture.planted.apt.openpgp.OpenPgpUsesTheArchive;
import dev.tufa.conformance.architecture.planted.benchmarks.BenchmarksUseTheExamples;
import dev.tufa.conformance.architecture.planted.cli.CliUsesTheExamples;
import dev.tufa.conformance.architecture.planted.cli.CliUsesTheTestkit;
import dev.tufa.conformance.architecture.planted.helper.HelperConnects;
import dev.tufa.conformance.architecture.planted.method.MethodConnects;
import dev.tufa.conformance.architecture.planted.testkit.TestkitUsesTheCli;
import dev.tufa.conformance.architecture.planted.tuf.client.ClientExits;
import dev.tufa.conformance.architecture.planted.tuf.client.ClientLoadsJavaNetHttp;
import dev.tufa.conformance.architecture.planted.tuf.client.ClientPrints;
import dev.tufa.conformance.architecture.planted.tuf.client.ClientPrintsAStackTrace;
import dev.tufa.conformance.architecture.planted.tuf.client.ClientUsesAptArchives;
import dev.tufa.conformance.architecture.planted.tuf.client.ClientUsesCommonsCli;
import dev.tufa.conformance.architecture.planted.tuf.client.ClientUsesGson;
import dev.tufa.conformance.architecture.planted.tuf.client.ClientUsesSqlite;
import dev.tufa.conformance.architecture.planted.tuf.client.ClientUsesTheCli;
import dev.tufa.conformance.architecture.planted.tuf.client.ClientUsesTheRepository;
import dev.tufa.conformance.architecture.planted.tuf.crypto.CryptoUsesBouncyCastle;
import dev.tufa.conformance.architecture.planted.tuf.crypto.CryptoUsesTrust;
import dev.tufa.conformance.architecture.planted.tuf.json.JsonOpensAFile;
import dev.tufa.conformance.architecture.planted.tuf.json.JsonUsesMetadata;
import dev.tufa.conformance.architecture.planted.tuf.metadata.MetadataUsesGson;
import dev.tufa.conformance.architecture.planted.tuf.metadata.MetadataUsesTrust;
import dev.tufa.conformance.architecture.planted.tuf.refusal.RefusalUsesMetadata;
import dev.tufa.conformance.architecture.planted.tuf.repository.RepositoryUsesAptArchives;
import dev.tufa.conformance.architecture.planted.tuf.repository.RepositoryUsesSql;
import dev.tufa.conformance.architecture.planted.tuf.repository.RepositoryUsesTheClient;
import dev.tufa.conformance.architecture.planted.tuf.repository.index.IndexUsesTheRepository;
import dev.tufa.conformance.architecture.planted.tuf.trust.TrustAsksTheRuntime;
import dev.tufa.conformance.architecture.planted.tuf.trust.TrustConnects;
import dev.tufa.conformance.architecture.planted.tuf.trust.TrustHashes;
import dev.tufa.conformance.architecture.planted.tuf.trust.TrustLogs;
import dev.tufa.conformance.architecture.planted.tuf.trust.TrustLogsToThePlatform;
import dev.tufa.conformance.architecture.planted.tuf.trust.TrustMeasuresTime;
import dev.tufa.conformance.architecture.planted.tuf.trust.TrustOpensAFile;
import dev.tufa.conformance.architecture.planted.tuf.trust.TrustReadsTheClock;
import dev.tufa.conformance.architecture.planted.tuf.trust.TrustReadsTheEnvironment;
import dev.tufa.conformance.architecture.planted.tuf.trust.TrustStartsAThread;
import dev.tufa.conformance.architecture.planted.tuf.trust.TrustTakesAClock;
import dev.tufa.conformance.architecture.planted.tuf.trust.TrustUsesTheClient;
import dev.tufa.conformance.architecture.planted.unmarked.NotNullMarked;
import java.net.Socket;
import java.net.URLConnection;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The rules of the house. Each is a function of the root package, so that it can be held against {@code dev.tufa} and,
 * to see it fail, against the offenders planted below {@link ArchitectureTest#PLANTED}.
 */
enum ArchitectureRule {
    JSON_USES_ONLY_GSON(JsonOpensAFile.class, JsonUsesMetadata.class) {
        @Override
        ArchRule below(String root) {
            return only(root, "tuf.json..")
                    .uses(List.of("com.google.gson..", "java.io", "java.math", "java.nio", "java.nio.charset"));
        }
    },
    REFUSAL_USES_ONLY_JSON(RefusalUsesMetadata.class) {
        @Override
        ArchRule below(String root) {
            return only(root, "tuf.refusal..").uses(List.of("java.time.."), "tuf.json..");
        }
    },
    METADATA_USES_ONLY_JSON_AND_REFUSAL(MetadataUsesTrust.class, MetadataUsesGson.class) {
        @Override
        ArchRule below(String root) {
            return only(root, "tuf.metadata..")
                    .uses(
                            List.of("java.time..", "java.math", "java.nio.charset", "java.security.."),
                            "tuf.json..",
                            "tuf.refusal..");
        }
    },
    CRYPTO_USES_ONLY_THE_MODEL(CryptoUsesTrust.class, CryptoUsesBouncyCastle.class) {
        @Override
        ArchRule below(String root) {
            return only(root, "tuf.crypto..")
                    .uses(
                            List.of("java.math", "java.nio.charset", "java.security..", "javax.crypto.."),
                            "tuf.json..",
                            "tuf.refusal..",
                            "tuf.metadata..");
        }
    },
    TRUST_USES_ONLY_THE_MODEL_AND_CRYPTO(
            TrustConnects.class, TrustHashes.class, TrustOpensAFile.class, TrustUsesTheClient.class) {
        @Override
        ArchRule below(String root) {
            return only(root, "tuf.trust..")
                    .uses(List.of("java.time.."), "tuf.json..", "tuf.refusal..", "tuf.metadata..", "tuf.crypto..");
        }
    },
    CLIENT_USES_ONLY_CORE(
            ClientUsesAptArchives.class,
            ClientUsesCommonsCli.class,
            ClientUsesGson.class,
            ClientUsesSqlite.class,
            ClientUsesTheCli.class,
            ClientUsesTheRepository.class) {
        @Override
        ArchRule below(String root) {
            return noClasses()
                    .that(resideInAPackage(root + ".tuf.client.."))
                    .should()
                    .dependOnClassesThat(foreign(root, with(core(), "tuf.client..")));
        }
    },
    ONLY_THE_FETCHER_FOR_HTTP2_LOADS_JAVA_NET_HTTP(ClientLoadsJavaNetHttp.class) {
        @Override
        ArchRule below(String root) {
            return noClasses()
                    .that(resideInAPackage(root + ".tuf.client.."))
                    .and(DescribedPredicate.not(HTTP2))
                    .should()
                    .dependOnClassesThat(resideInAPackage("java.net.http..").or(HTTP2));
        }
    },
    REPOSITORY_USES_ONLY_CORE(RepositoryUsesAptArchives.class, RepositoryUsesTheClient.class) {
        @Override
        ArchRule below(String root) {
            return noClasses()
                    .that(resideInAPackage(root + ".tuf.repository.."))
                    .should()
                    .dependOnClassesThat(foreign(root, with(core(), "tuf.repository.."), "org.sqlite.."));
        }
    },
    APT_ARCHIVE_USES_ONLY_COMPRESSORS(ArchiveUsesOpenPgp.class) {
        @Override
        ArchRule below(String root) {
            return noClasses()
                    .that(resideInAPackage(root + ".apt.archive.."))
                    .should()
                    .dependOnClassesThat(foreign(
                            root,
                            List.of("apt.archive.."),
                            "org.apache.commons.compress..",
                            "org.apache.commons.io.build",
                            "org.tukaani.xz..",
                            "com.github.luben.zstd.."));
        }
    },
    APT_OPENPGP_USES_ONLY_BOUNCY_CASTLE(OpenPgpUsesTheArchive.class) {
        @Override
        ArchRule below(String root) {
            return noClasses()
                    .that(resideInAPackage(root + ".apt.openpgp.."))
                    .should()
                    .dependOnClassesThat(foreign(root, List.of("apt.openpgp.."), "org.bouncycastle.."));
        }
    },
    APT_INSTALL_SEES_NOTHING_THAT_PUBLISHES(InstallUsesPublish.class, InstallUsesTheRepository.class) {
        @Override
        ArchRule below(String root) {
            return noClasses()
                    .that(resideInAPackage(root + ".apt.install.."))
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage(packages(root, List.of("apt.publish..", "tuf.repository.."))));
        }
    },
    APT_PUBLISH_IS_SEEN_ONLY_BY_PROGRAMS(InstallUsesPublish.class) {
        @Override
        ArchRule below(String root) {
            return noClasses()
                    .that(resideInAPackage(root + ".."))
                    .and(DescribedPredicate.not(resideInAnyPackage(packages(root, with(PROGRAMS, "apt.publish..")))))
                    .should()
                    .dependOnClassesThat(resideInAPackage(root + ".apt.publish.."));
        }
    },
    TESTKIT_USES_ONLY_THE_TUF_LIBRARIES(TestkitUsesTheCli.class) {
        @Override
        ArchRule below(String root) {
            return noClasses()
                    .that(resideInAPackage(root + ".testkit.."))
                    .should()
                    .dependOnClassesThat(foreign(root, List.of("tuf..", "testkit..")));
        }
    },
    CLI_USES_ONLY_THE_LIBRARIES_AND_COMMONS_CLI(CliUsesTheTestkit.class, CliUsesTheExamples.class) {
        @Override
        ArchRule below(String root) {
            return noClasses()
                    .that(resideInAPackage(root + ".cli.."))
                    .should()
                    .dependOnClassesThat(foreign(root, List.of("tuf..", "apt..", "cli.."), "org.apache.commons.cli.."));
        }
    },
    ROOTS_SIDE_REACHES_NOBODY(HelperConnects.class) {
        @Override
        ArchRule below(String root) {
            return noClasses()
                    .that(resideInAPackage(root + ".helper.."))
                    .should()
                    .dependOnClassesThat(resideInAnyPackage("java.net..", "javax.net..", "java.awt..", "javax.swing..")
                            .or(resideInAnyPackage(
                                    packages(root, List.of("tuf.client..", "tuf.repository..", "apt.publish..")))));
        }
    },
    THE_METHOD_HAS_APT_FETCH(MethodConnects.class) {
        @Override
        ArchRule below(String root) {
            return noClasses()
                    .that(resideInAPackage(root + ".method.."))
                    .should()
                    .dependOnClassesThat(resideInAnyPackage("java.net.http..", "javax.net..")
                            .or(resideInAnyPackage(packages(root, List.of("tuf.client.http.."))))
                            .or(JavaClass.Predicates.assignableTo(URLConnection.class))
                            .or(JavaClass.Predicates.assignableTo(Socket.class)));
        }
    },
    PROGRAMS_DO_NOT_DEPEND_ON_PROGRAMS(
            BenchmarksUseTheExamples.class, ClientUsesTheCli.class, CliUsesTheExamples.class, TestkitUsesTheCli.class) {
        @Override
        ArchRule below(String root) {
            return noClasses()
                    .that(resideInAPackage(root + ".."))
                    .should(new ArchCondition<>("depend on a program of which they are no part") {
                        @Override
                        public void check(JavaClass type, ConditionEvents events) {
                            for (Dependency use : type.getDirectDependenciesFromSelf()) {
                                String used = programOf(root, use.getTargetClass());
                                boolean foreign = !used.isEmpty() && !used.equals(programOf(root, type));
                                events.add(new SimpleConditionEvent(use, foreign, use.getDescription()));
                            }
                        }
                    });
        }
    },
    CORE_TOUCHES_NOTHING_OUTSIDE(
            JsonOpensAFile.class,
            TrustConnects.class,
            TrustLogs.class,
            TrustLogsToThePlatform.class,
            TrustOpensAFile.class,
            TrustStartsAThread.class,
            TrustTakesAClock.class) {
        @Override
        ArchRule below(String root) {
            return noClasses()
                    .that(resideInAnyPackage(packages(root, core())))
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(
                                    "java.nio.file..",
                                    "java.nio.channels..",
                                    "java.net..",
                                    "javax.net..",
                                    "java.util.logging..",
                                    "java.util.prefs..",
                                    "java.lang.management..",
                                    "java.rmi..",
                                    "java.sql..",
                                    "javax.management..")
                            .or(describe(
                                    "files, processes, consoles, clocks, threads and loggers",
                                    type -> OUTSIDE.contains(type.getName()))));
        }
    },
    CORE_READS_NO_CLOCK(
            TrustAsksTheRuntime.class,
            TrustLogsToThePlatform.class,
            TrustMeasuresTime.class,
            TrustReadsTheClock.class,
            TrustReadsTheEnvironment.class) {
        @Override
        ArchRule below(String root) {
            return noClasses()
                    .that(resideInAnyPackage(packages(root, core())))
                    .should(access("a clock or the environment", target -> isClock(target) || isAmbient(target)));
        }
    },
    GSON_IS_SEEN_ONLY_BY_JSON(ClientUsesGson.class, MetadataUsesGson.class) {
        @Override
        ArchRule below(String root) {
            return noClasses()
                    .that(resideInAPackage(root + ".."))
                    .and(DescribedPredicate.not(resideInAPackage(root + ".tuf.json..")))
                    .should()
                    .dependOnClassesThat(resideInAPackage("com.google.gson.."));
        }
    },
    COMMONS_CLI_IS_SEEN_ONLY_BY_CLI(ClientUsesCommonsCli.class) {
        @Override
        ArchRule below(String root) {
            return noClasses()
                    .that(resideInAPackage(root + ".."))
                    .and(DescribedPredicate.not(resideInAPackage(root + ".cli..")))
                    .should()
                    .dependOnClassesThat(resideInAPackage("org.apache.commons.cli.."));
        }
    },
    SQL_IS_SEEN_ONLY_BY_THE_INDEX(ClientUsesSqlite.class, RepositoryUsesSql.class) {
        @Override
        ArchRule below(String root) {
            return noClasses()
                    .that(resideInAPackage(root + ".."))
                    .and(DescribedPredicate.not(resideInAPackage(root + ".tuf.repository.index..")))
                    .should()
                    .dependOnClassesThat(resideInAnyPackage("org.sqlite..", "java.sql..", "javax.sql.."));
        }
    },
    THE_INDEX_KNOWS_ONLY_ITS_TABLES(IndexUsesTheRepository.class) {
        @Override
        ArchRule below(String root) {
            return noClasses()
                    .that(resideInAPackage(root + ".tuf.repository.index.."))
                    .should()
                    .dependOnClassesThat(foreign(root, List.of("tuf.repository.index.."), "org.sqlite.."));
        }
    },
    BOUNCY_CASTLE_IS_SEEN_ONLY_BY_OPENPGP_AND_SIGNATURES(CryptoUsesBouncyCastle.class, InstallUsesBouncyCastle.class) {
        @Override
        ArchRule below(String root) {
            return noClasses()
                    .that(resideInAPackage(root + ".."))
                    .and(DescribedPredicate.not(
                            resideInAnyPackage(root + ".apt.openpgp..", root + ".tuf.signatures..")))
                    .should()
                    .dependOnClassesThat(resideInAPackage("org.bouncycastle.."));
        }
    },
    LIBRARIES_NEITHER_PRINT_NOR_EXIT(ClientExits.class, ClientPrints.class, ClientPrintsAStackTrace.class) {
        @Override
        ArchRule below(String root) {
            return noClasses()
                    .that(resideInAnyPackage(packages(root, List.of("tuf..", "apt..", "testkit.."))))
                    .should(access(
                            "the standard streams, or end the process",
                            target -> isProcessWide(target) || isStackTrace(target)));
        }
    },
    EVERY_PACKAGE_IS_NULL_MARKED(NotNullMarked.class) {
        @Override
        ArchRule below(String root) {
            return classes()
                    .that(resideInAPackage(root + ".."))
                    // Made by the annotation processor of JMH.
                    .and(DescribedPredicate.not(resideInAPackage("..jmh_generated..")))
                    .should(new ArchCondition<>("reside in a package annotated with @NullMarked") {
                        @Override
                        public void check(JavaClass type, ConditionEvents events) {
                            boolean marked = type.getPackage().isAnnotatedWith("org.jspecify.annotations.NullMarked");
                            events.add(new SimpleConditionEvent(
                                    type, marked, type.getName() + " is in a package that is not @NullMarked"));
                        }
                    });
        }
    };

    /** What only programs load that want HTTP/2: the platform takes long to load what it needs. */
    private static final DescribedPredicate<JavaClass> HTTP2 =
            describe("are part of Http2Fetcher", type -> type.getName().contains(".tuf.client.http.Http2"));

    /** What ends in a program; nobody builds on one. */
    static final List<String> PROGRAMS = List.of("cli..", "helper..", "method..", "benchmarks..", "examples..");

    /** May be used everywhere: the language, collections, and annotations that do nothing at run time. */
    private static final List<String> EVERYDAY =
            List.of("java.lang..", "java.util..", "org.jspecify.annotations..", "com.google.errorprone.annotations..");

    private static final List<String> JDK = List.of("java..", "javax..", "jdk..", "com.sun.net.httpserver..");

    private static final Set<String> OUTSIDE = Set.of(
            "java.io.File",
            "java.io.FileDescriptor",
            "java.io.FileInputStream",
            "java.io.FileOutputStream",
            "java.io.FileReader",
            "java.io.FileWriter",
            "java.io.RandomAccessFile",
            "java.io.PrintStream",
            "java.io.Console",
            "java.time.Clock",
            "java.time.InstantSource",
            "java.util.Timer",
            "java.util.concurrent.ForkJoinPool",
            "java.util.concurrent.Executors",
            "java.util.concurrent.ExecutorService",
            "java.util.concurrent.CompletableFuture",
            "java.lang.Thread",
            "java.lang.Process",
            "java.lang.ProcessBuilder",
            "java.lang.System$Logger");

    /** What core may ask the platform: nothing that differs between two calls. */
    private static final Map<String, Set<String>> CONSTANT = Map.of(
            "java.lang.System", Set.of("arraycopy", "identityHashCode", "lineSeparator"),
            "java.lang.Runtime", Set.of("version"));

    private static final Map<String, Set<String>> PROCESS_WIDE = Map.of(
            "java.lang.System", Set.of("in", "out", "err", "exit", "console", "setIn", "setOut", "setErr"),
            "java.lang.Runtime", Set.of("exit", "halt"));

    @SuppressWarnings("ImmutableEnumChecker") // List.of makes it immutable
    private final List<Class<?>> offenders;

    /** @param offenders what is planted to break this rule: these classes and no other planted ones must be reported */
    ArchitectureRule(Class<?>... offenders) {
        this.offenders = List.of(offenders);
    }

    final List<Class<?>> offenders() {
        return offenders;
    }

    /** The rule for the packages below a root package such as {@code dev.tufa}. */
    abstract ArchRule below(String root);

    /** The rule, which holds trivially where its packages have no classes yet. */
    final ArchRule ruleBelow(String root) {
        return below(root).as(name()).allowEmptyShould(true);
    }

    private static List<String> core() {
        return List.of("tuf.json..", "tuf.refusal..", "tuf.metadata..", "tuf.crypto..", "tuf.trust..");
    }

    private static List<String> with(List<String> packages, String another) {
        return Stream.concat(packages.stream(), Stream.of(another)).toList();
    }

    private static String[] packages(String root, List<String> names) {
        return names.stream().map(name -> root + "." + name).toArray(String[]::new);
    }

    /** Neither the JDK, nor one of our packages that is allowed, nor one of the libraries that are. */
    private static DescribedPredicate<JavaClass> foreign(String root, List<String> ours, String... libraries) {
        String[] allowed = Stream.of(
                        JDK.stream(), EVERYDAY.stream(), Arrays.stream(packages(root, ours)), Arrays.stream(libraries))
                .flatMap(names -> names)
                .toArray(String[]::new);
        return DescribedPredicate.not(resideInAnyPackage(allowed)).and(notPrimitive());
    }

    private static DescribedPredicate<JavaClass> notPrimitive() {
        return describe("not primitive", type -> !type.getBaseComponentType().isPrimitive());
    }

    private static String programOf(String root, JavaClass type) {
        return PROGRAMS.stream()
                .filter(program -> resideInAPackage(root + "." + program).test(type))
                .findFirst()
                .orElse("");
    }

    /** {@code only(root, "tuf.trust..").uses(…)}: a white list, of the JDK's packages too. */
    private static WhiteList only(String root, String subject) {
        return (platform, ours) -> {
            String[] allowed = Stream.of(
                            EVERYDAY.stream(),
                            platform.stream(),
                            Stream.of(root + "." + subject),
                            Arrays.stream(ours).map(name -> root + "." + name))
                    .flatMap(names -> names)
                    .toArray(String[]::new);
            return noClasses()
                    .that(resideInAPackage(root + "." + subject))
                    .should()
                    .dependOnClassesThat(DescribedPredicate.not(resideInAnyPackage(allowed))
                            .and(notPrimitive())
                            .as("reside outside %s", List.of(allowed)));
        };
    }

    private interface WhiteList {
        ArchRule uses(List<String> platform, String... ours);
    }

    private static ArchCondition<JavaClass> access(String what, Predicate<AccessTarget> target) {
        return new ArchCondition<>("access " + what) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                    events.add(
                            new SimpleConditionEvent(access, target.test(access.getTarget()), access.getDescription()));
                }
            }
        };
    }

    private static boolean isClock(AccessTarget target) {
        return target.getOwner().getPackageName().equals("java.time")
                && target.getName().equals("now");
    }

    private static boolean isAmbient(AccessTarget target) {
        String owner = target.getOwner().getName();
        return CONSTANT.containsKey(owner) && !CONSTANT.get(owner).contains(target.getName());
    }

    private static boolean isProcessWide(AccessTarget target) {
        return PROCESS_WIDE.getOrDefault(target.getOwner().getName(), Set.of()).contains(target.getName());
    }

    private static boolean isStackTrace(AccessTarget target) {
        return target instanceof AccessTarget.CodeUnitAccessTarget call
                && call.getName().equals("printStackTrace")
                && call.getOwner().isAssignableTo(Throwable.class)
                && call.getRawParameterTypes().isEmpty();
    }
}
