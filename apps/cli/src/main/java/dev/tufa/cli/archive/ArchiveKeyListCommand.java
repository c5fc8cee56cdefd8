package dev.tufa.cli.archive;

import dev.tufa.apt.openpgp.Certificate;
import dev.tufa.apt.openpgp.OpenPgpException;
import dev.tufa.apt.openpgp.Warning;
import dev.tufa.apt.publish.archive.Archive;
import dev.tufa.apt.publish.archive.ArchiveKey;
import dev.tufa.apt.publish.conf.KeySource;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.JsonOutput;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.json.JsonArray;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.refusal.Printable;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.commons.cli.Options;

/** {@code tufa archive key list}. */
public final class ArchiveKeyListCommand extends ArchiveCommand {
    @Override
    public String name() {
        return "archive key list";
    }

    @Override
    public String summary() {
        return "List the OpenPGP keys of an archive";
    }

    @Override
    public String operands() {
        return "ARCHIVE";
    }

    @Override
    public String description() {
        return "Lists the keys that archive.conf names, in its order, and those that have signed what is published and are not there any"
                + " more: fingerprint, whether they sign, until when they are good. The first signs .apt files. No passphrase is needed.";
    }

    @Override
    public Options options() {
        return new Options().addOption(OptionSpecs.json());
    }

    @Override
    public List<String> examples() {
        return List.of("archive key list my-archive");
    }

    @Override
    void run(Invocation invocation, Archive archive) throws UsageException, IOException {
        invocation.expectOperands(1);
        Instant now = invocation.clock().instant();
        List<ArchiveKey> keys = archive.keys();
        if (invocation.has("json")) {
            List<JsonObject> all = new ArrayList<>();
            for (int i = 0; i < keys.size(); i++) {
                all.add(json(keys.get(i), i == 0, now));
            }
            invocation.terminal().json(JsonArray.of(all));
            return;
        }
        for (int i = 0; i < keys.size(); i++) {
            ArchiveKey key = keys.get(i);
            invocation
                    .terminal()
                    .line(
                            "%s  %s",
                            key.certificate()
                                    .map(certificate ->
                                            certificate.fingerprint().grouped())
                                    .orElse("not within reach"),
                            key.source().map(KeySource::text).orElse("not in archive.conf"));
            if (key.certificate().isPresent()) {
                invocation.terminal().line("  %s", facts(key.certificate().get(), now));
            }
            invocation.terminal().line("  %s", standing(key.standing(), i == 0));
        }
    }

    private static String facts(Certificate certificate, Instant now) {
        return "%s, %s, %s; calls itself %s"
                .formatted(
                        certificate.key().algorithm(),
                        certificate.expires(now).map(end -> "expires " + end).orElse("does not expire"),
                        opinion(certificate, now),
                        certificate.userIds().stream().map(id -> '"' + id + '"').collect(Collectors.joining(", ")));
    }

    /** What apt makes of it, today and later. */
    private static String opinion(Certificate certificate, Instant now) {
        try {
            List<Warning> warnings = certificate.check(now);
            return warnings.isEmpty() ? "good" : Printable.of(warnings.get(0).message());
        } catch (OpenPgpException e) {
            return "refused: " + Printable.of(String.valueOf(e.getMessage()));
        }
    }

    private static String standing(ArchiveKey.Standing standing, boolean isFirst) {
        return switch (standing) {
                    case SIGNS -> "signs releases";
                    case NEXT -> "signs releases from the next tufa archive publish on";
                    case LEAVES -> "signs releases until the next tufa archive publish";
                    case UNREACHABLE -> "cannot sign anything from here";
                }
                + (isFirst ? ", and .apt files" : "");
    }

    private static JsonObject json(ArchiveKey key, boolean isFirst, Instant now) {
        JsonOutput output = new JsonOutput();
        key.source().ifPresent(source -> output.with("key", source.text()));
        key.certificate().ifPresent(certificate -> {
            output.with("fingerprint", certificate.fingerprint().hex())
                    .with("algorithm", certificate.key().algorithm())
                    .with("user_ids", certificate.userIds());
            certificate.expires(now).ifPresent(end -> output.with("expires", end));
        });
        return output.with("standing", key.standing().name().toLowerCase(Locale.ROOT))
                .with("signs_apt_files", isFirst)
                .build();
    }
}
