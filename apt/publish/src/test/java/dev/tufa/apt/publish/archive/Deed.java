package dev.tufa.apt.publish.archive;

import static dev.tufa.apt.publish.Debs.deb;
import static dev.tufa.apt.publish.Dscs.dsc;

import dev.tufa.apt.install.file.FormatVersion;
import dev.tufa.apt.publish.archive.AddOptions.Transfer;
import dev.tufa.apt.publish.conf.ArchiveConf;
import dev.tufa.apt.publish.conf.ArchiveConf.TufScope;
import dev.tufa.apt.publish.conf.KeySource;
import dev.tufa.apt.publish.verify.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What somebody does with an archive while faults come in between, and once more after it was stopped. */
enum Deed {
    ADD_COPIES {
        @Override
        void prepare(Vendor vendor) throws Exception {
            layOut(vendor);
        }

        @Override
        void doTo(Vendor vendor) throws Exception {
            add(vendor, Transfer.COPY);
        }
    },
    ADD_LINKS {
        @Override
        void prepare(Vendor vendor) throws Exception {
            layOut(vendor);
        }

        @Override
        void doTo(Vendor vendor) throws Exception {
            add(vendor, Transfer.LINK);
        }
    },
    IMPORT {
        @Override
        void prepare(Vendor vendor) throws Exception {
            layOut(vendor);
        }

        @Override
        void doTo(Vendor vendor) throws Exception {
            ImportOptions options = new ImportOptions(
                    vendor.inbox,
                    Optional.of("stable"),
                    Map.of(),
                    Optional.empty(),
                    Transfer.COPY,
                    ImportOptions.Refused.ENDS);
            vendor.archive.importFrom(options, Progress.NONE);
        }
    },
    REMOVE {
        @Override
        void doTo(Vendor vendor) throws Exception {
            if (vendor.archive.preview("stable").isEmpty()) { // else it is staged already
                vendor.remove("one", "src");
            }
        }
    },
    COPY {
        @Override
        void doTo(Vendor vendor) throws Exception {
            vendor.archive.copy("stable", "testing", Optional.empty(), List.of(Selection.parse("one")));
        }
    },
    SNAPSHOT {
        @Override
        void doTo(Vendor vendor) throws Exception {
            if (!vendor.archive.snapshots().contains("new")) {
                vendor.archive.snapshot("stable", "new");
            }
        }
    },
    REMOVE_SNAPSHOT {
        @Override
        void doTo(Vendor vendor) throws Exception {
            if (vendor.archive.snapshots().contains("first")) {
                vendor.archive.removeSnapshot("first");
            }
        }
    },
    ROLL_BACK {
        @Override
        void doTo(Vendor vendor) throws Exception {
            vendor.archive.rollBack("stable", "first");
        }
    },
    UNSTAGE {
        @Override
        void prepare(Vendor vendor) throws Exception {
            stage(vendor);
        }

        @Override
        void doTo(Vendor vendor) throws Exception {
            vendor.archive.unstage();
        }
    },
    PUBLISH {
        @Override
        void prepare(Vendor vendor) throws Exception {
            stage(vendor);
        }

        @Override
        void doTo(Vendor vendor) throws Exception {
            vendor.publish(PublishOptions.DEFAULT);
        }
    },
    PUBLISH_WITH_A_NEW_KEY {
        @Override
        void prepare(Vendor vendor) throws Exception {
            stage(vendor);
            ArchiveConf conf = vendor.archive.conf();
            Files.write(vendor.folder.resolve("private/new.key"), TestKeys.named("new.key"));
            vendor.configure(new ArchiveConf(
                    conf.origin(),
                    conf.label(),
                    conf.url(),
                    List.of(conf.signedWith().get(0), new KeySource.SecretFile("new.key")),
                    conf.tuf(),
                    conf.digests(),
                    conf.check(),
                    conf.suites()));
        }

        @Override
        void doTo(Vendor vendor) throws Exception {
            vendor.publish(PublishOptions.DEFAULT);
        }
    },
    PUBLISH_AN_APT_FILE {
        @Override
        void prepare(Vendor vendor) throws Exception {
            publishAptFile(vendor, List.of());
        }

        @Override
        void doTo(Vendor vendor) throws Exception {
            publishAptFile(vendor, List.of("one"));
        }
    },
    WRITE_THE_SITE {
        @Override
        void doTo(Vendor vendor) throws Exception {
            vendor.archive.writeSite(vendor.archive.site(Optional.empty(), vendor.now));
        }
    },
    COLLECT {
        @Override
        void doTo(Vendor vendor) throws Exception {
            vendor.collect(new CollectOptions(Duration.ZERO, 1, CollectOptions.Action.REMOVE));
        }
    };

    /** Brings an archive to where it begins. */
    void prepare(Vendor vendor) throws Exception {
        Files.createDirectories(vendor.inbox);
    }

    /** Whether the world sees other files afterwards. */
    boolean isPublic() {
        return switch (this) {
            case PUBLISH, PUBLISH_WITH_A_NEW_KEY, PUBLISH_AN_APT_FILE, WRITE_THE_SITE, COLLECT -> true;
            default -> false;
        };
    }

    /** For which it is something else: what waits for publication is nothing that TUF sees. */
    List<TufScope> scopes() {
        return isPublic() ? List.of(TufScope.values()) : List.of(TufScope.NONE);
    }

    /** Does it, whether or not it was done before. */
    abstract void doTo(Vendor vendor) throws Exception;

    private static void layOut(Vendor vendor) throws Exception {
        deb("three", "1").in(vendor.inbox);
        deb("four", "1").architecture("all").in(vendor.inbox);
        deb("one", "2").in(vendor.inbox); // is there already
        dsc("src", "1-2").file("src_1.orig.tar.xz", "upstream").in(vendor.inbox);
    }

    private static void add(Vendor vendor, Transfer transfer) throws Exception {
        List<Path> files = List.of(
                vendor.inbox.resolve("three-1-amd64.deb"),
                vendor.inbox.resolve("four-1-all.deb"),
                vendor.inbox.resolve("one-2-amd64.deb"),
                vendor.inbox.resolve("src_1-2.dsc"));
        vendor.archive.add(files, new AddOptions("stable", Optional.empty(), transfer), file -> {});
    }

    private static void stage(Vendor vendor) throws Exception {
        layOut(vendor);
        add(vendor, Transfer.COPY);
        vendor.remove("src=1-1");
        vendor.addTo("testing", deb("three", "1"));
        vendor.archive.remove("testing", Optional.empty(), List.of(Selection.parse("two")));
    }

    private static void publishAptFile(Vendor vendor, List<String> install) throws Exception {
        AptFileOptions options =
                new AptFileOptions(List.of(), install, List.of(), List.of(), FormatVersion.ONE, AptFileOptions.Way.TUF);
        try (ArchiveKeys keys = vendor.archive.unlock(Vendor.PASSPHRASES)) {
            byte[] aptFile = vendor.archive.aptFile(options, keys, vendor.now);
            vendor.archive.publishAptFile("acme.apt", aptFile, keys, vendor.now);
        }
    }
}
