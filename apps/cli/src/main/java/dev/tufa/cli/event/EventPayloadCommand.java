package dev.tufa.cli.event;

import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.RepositoryException;
import dev.tufa.tuf.repository.ceremony.EventFile;
import dev.tufa.tuf.repository.ceremony.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code tufa event payload}. */
public final class EventPayloadCommand implements Command {
    @Override
    public String name() {
        return "event payload";
    }

    @Override
    public String summary() {
        return "Write the bytes that another tool signs";
    }

    @Override
    public String operands() {
        return EventPlace.OPERANDS;
    }

    @Override
    public String description() {
        return "Writes the exact bytes that a key has to sign for a role, for a tool that holds the key. Sign them with openssl pkeyutl -sign -rawin"
                + " (Ed25519), openssl dgst -sha256 -sign (ECDSA and RSA; for rsassa-pss-sha256 with -sigopt rsa_padding_mode:pss) or pkcs11-tool"
                + " --sign, and give the signature to tufa event attach.";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(OptionSpecs.valued("role", "ROLE", "the role to sign"))
                .addOption(OptionSpecs.valued("out", "FILE", "where to write the bytes"));
    }

    @Override
    public List<String> examples() {
        return List.of("event payload --role root --out root.bin renewal.tufevent");
    }

    @Override
    public void run(Invocation invocation)
            throws UsageException, TrustException, RepositoryException, IOException, CommandFailure {
        EventFile file = EventPlace.of(invocation).open();
        String role = invocation.required("role");
        Path out = Path.of(invocation.required("out"));
        List<String> roles = file.event().parts().stream().map(Part::role).toList();
        Part part = file.event()
                .part(role)
                .orElseThrow(() -> new UsageException("--role: expected one of %s, got \"%s\"".formatted(roles, role)));
        Files.write(out, part.payload());
        invocation.terminal().line("%s has %d bytes with sha256 %s", out, part.payload().length, part.sha256());
    }
}
