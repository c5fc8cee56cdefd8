package dev.tufa.cli.event;

import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.RepositoryLease;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.json.CanonicalJson;
import dev.tufa.tuf.json.JsonException;
import dev.tufa.tuf.json.JsonLimits;
import dev.tufa.tuf.metadata.Key;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.EventRefusedException;
import dev.tufa.tuf.repository.RepositoryException;
import dev.tufa.tuf.repository.ceremony.Event;
import dev.tufa.tuf.repository.ceremony.EventFile;
import dev.tufa.tuf.repository.ceremony.Merge;
import dev.tufa.tuf.repository.ceremony.PartSignature;
import dev.tufa.tuf.repository.ceremony.SigningSession;
import dev.tufa.tuf.repository.signing.Signer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.cli.Options;

/** {@code tufa event sign}. */
public final class EventSignCommand implements Command {
    @Override
    public String name() {
        return "event sign";
    }

    @Override
    public String summary() {
        return "Sign all roles of an event with your key";
    }

    @Override
    public String operands() {
        return EventPlace.OPERANDS;
    }

    @Override
    public String description() {
        return "Shows what signing changes, asks, and signs every role of the event that asks for your key: in a repository's folder, or in a file that"
                + " you were given, for which no repository is needed. A script says with --yes --digest which event it means.";
    }

    @Override
    public Options options() {
        Options options = KeyHolder.options();
        Confirmation.addTo(options);
        return options.addOption(EventScreen.all())
                .addOption(RepositoryLease.option())
                .addOption(OptionSpecs.valued(
                        "root", "FILE", "refuse an event that builds on another root than this one, which you trust"));
    }

    @Override
    public List<String> examples() {
        return List.of(
                "event sign --key alice.pem renewal.tufevent",
                "event sign --key alice.pem my-repository 20300101-1a2b3c",
                "event sign --key 'pkcs11:token=alice;object=root' renewal.tufevent",
                "event sign --key alice.pem --root trusted-root.json renewal.tufevent");
    }

    @Override
    public void run(Invocation invocation)
            throws UsageException, TrustException, RepositoryException, IOException, CommandFailure {
        EventPlace place = EventPlace.of(invocation);
        EventFile file = place.open();
        Confirmation.requireMeant(invocation, file.event());
        if (invocation.value("root").isPresent()) {
            requireRoot(file.event(), Path.of(invocation.required("root")));
        }
        try (KeyHolder holder = KeyHolder.of(invocation, wanted(file.event()))) {
            sign(invocation, place, file, holder.signer());
        }
    }

    private static void sign(Invocation invocation, EventPlace place, EventFile file, Signer signer)
            throws UsageException, TrustException, RepositoryException, IOException, CommandFailure {
        SigningSession session = SigningSession.of(file, signer.key());
        EventScreen.show(invocation, place.status());
        Confirmation.ask(invocation, "Sign %s?".formatted(Printable.of(String.join(", ", session.roles()))));
        Merge merge = place.add(session.sign(signer));
        for (String refused : merge.refused()) {
            throw new EventRefusedException(refused);
        }
        for (PartSignature signature : merge.added()) {
            invocation.terminal().line("signed %s with key %s", Printable.of(signature.role()), signature.keyId());
        }
        invocation.terminal().line("next: %s", EventReport.next(place.status(), place));
    }

    private static Set<Key> wanted(Event event) {
        Set<Key> keys = new LinkedHashSet<>();
        event.parts().forEach(part -> keys.addAll(event.wanted(part).values()));
        return keys;
    }

    /** What is shown as a difference is a difference to this root. */
    private static void requireRoot(Event event, Path trusted) throws IOException, EventRefusedException {
        try {
            if (!CanonicalJson.read(Files.readAllBytes(trusted), JsonLimits.DEFAULT)
                    .equals(event.baseRoot().document())) {
                throw new EventRefusedException("event %s: expected one that builds on %s, got another root, version %d"
                        .formatted(event.id(), trusted, event.baseRoot().part().version()));
            }
        } catch (JsonException e) {
            throw new IOException(trusted + ": " + e.getMessage(), e);
        }
    }
}
