package dev.tufa.cli.key;

import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.cli.repo.KeyReader;
import dev.tufa.cli.repo.Passphrase;
import dev.tufa.tuf.repository.signing.PrivateKeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code tufa key public}. */
public final class PublicKeyCommand implements Command {
    @Override
    public String name() {
        return "key public";
    }

    @Override
    public String summary() {
        return "Print the public half of a private key";
    }

    @Override
    public String operands() {
        return "FILE|SOURCE";
    }

    @Override
    public String description() {
        return "Opens a private key, in a file or where tufa repo key add can find one, and prints its public half as a KEY object of TUF.";
    }

    @Override
    public Options options() {
        return new Options().addOption(Passphrase.option()).addOption(KeyReader.schemeOption());
    }

    @Override
    public List<String> examples() {
        return List.of("key public root-alice.pem", "key public 'pkcs11:token=alice;object=root' > root-alice.json");
    }

    @Override
    public void run(Invocation invocation) throws UsageException, IOException {
        String place = invocation.operand(0, "FILE");
        invocation.expectOperands(1);
        if (KeyReader.isOutside(place)) {
            try (KeyReader reader = new KeyReader(invocation)) {
                invocation.terminal().json(reader.read(place).stored().key().toJson());
            }
            return;
        }
        Path file = Path.of(place);
        byte[] content = Files.readAllBytes(file);
        char[] passphrase = PrivateKeyFile.isEncrypted(content)
                ? Passphrase.get(invocation, Passphrase.Purpose.KNOWN)
                : new char[0];
        try {
            PrivateKeyFile key =
                    PrivateKeyFile.read(file.toString(), content, name -> passphrase, KeyReader.scheme(invocation));
            invocation.terminal().json(key.signer().key().toJson());
        } finally {
            Arrays.fill(content, (byte) 0);
            Arrays.fill(passphrase, '\0');
        }
    }
}
