package dev.tufa.cli.event;

import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.RepositoryLease;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.EventRefusedException;
import dev.tufa.tuf.repository.RepositoryException;
import dev.tufa.tuf.repository.ceremony.EventFile;
import dev.tufa.tuf.repository.ceremony.Merge;
import dev.tufa.tuf.repository.ceremony.PartSignature;
import dev.tufa.tuf.repository.ceremony.SignatureForms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.commons.cli.Options;

/** {@code tufa event attach}. */
public final class EventAttachCommand implements Command {
    @Override
    public String name() {
        return "event attach";
    }

    @Override
    public String summary() {
        return "Add a signature that another tool has made";
    }

    @Override
    public String operands() {
        return EventPlace.OPERANDS;
    }

    @Override
    public String description() {
        return "Looks at a signature with the public key, and keeps it if it is right. The file holds the signature as raw bytes, hex or Base64; of"
                + " ECDSA in DER, or as the two numbers that tokens give.";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(OptionSpecs.valued("role", "ROLE", "the role that was signed"))
                .addOption(OptionSpecs.valued("keyid", "KEYID|NAME", "the key that signed it, or who holds it"))
                .addOption(OptionSpecs.valued("signature", "FILE", "the signature"))
                .addOption(RepositoryLease.option());
    }

    @Override
    public List<String> examples() {
        return List.of("event attach --role root --keyid 9f86d0… --signature root.sig renewal.tufevent");
    }

    @Override
    public void run(Invocation invocation)
            throws UsageException, TrustException, RepositoryException, IOException, CommandFailure {
        EventPlace place = EventPlace.of(invocation);
        EventFile file = place.open();
        Path path = Path.of(invocation.required("signature"));
        if (Files.size(path) > SignatureForms.LONGEST) {
            throw new UsageException("--signature: expected a file of at most %d bytes, got %d"
                    .formatted(SignatureForms.LONGEST, Files.size(path)));
        }
        String role = invocation.required("role");
        PartSignature signature = SignatureForms.read(
                file.event(), role, keyId(file, role, invocation.required("keyid")), Files.readAllBytes(path));
        Merge merge = place.add(List.of(signature));
        for (String refused : merge.refused()) {
            throw new EventRefusedException(refused);
        }
        invocation
                .terminal()
                .line(
                        "%s the signature of key %s for %s",
                        merge.added().isEmpty() ? "had" : "took",
                        Printable.of(signature.keyId()),
                        Printable.of(signature.role()));
        invocation.terminal().line("next: %s", EventReport.next(place.status(), place));
    }

    /** The key of that key id or, if a person of that name holds just one that is asked for, that one. */
    private static String keyId(EventFile file, String role, String text) {
        List<String> held =
                file.event().part(role).map(part -> file.event().wanted(part).keySet()).orElse(Set.of()).stream()
                        .filter(keyId -> text.equals(file.holders().get(keyId)))
                        .toList();
        return held.size() == 1 ? held.get(0) : text;
    }
}
