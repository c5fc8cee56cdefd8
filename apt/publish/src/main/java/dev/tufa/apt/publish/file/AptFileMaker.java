package dev.tufa.apt.publish.file;

import dev.tufa.apt.archive.deb822.Field;
import dev.tufa.apt.archive.deb822.Stanza;
import dev.tufa.apt.install.file.AptFileException;
import dev.tufa.apt.install.file.FormatVersion;
import dev.tufa.apt.install.file.VerifiedAptFile;
import dev.tufa.apt.openpgp.OpenPgpException;
import dev.tufa.apt.openpgp.ReleaseSigner;
import dev.tufa.apt.openpgp.ReleaseSigning;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes {@code .apt} files (docs/spec/apt-file.md): equal input at an equal time gives equal bytes, where the signer's key does. */
public final class AptFileMaker {
    private static final String FORMAT = "Format";

    private AptFileMaker() {}

    /**
     * Makes a file and reads it as a handler does.
     *
     * @param stanzas what it is to say, as chapter 5 describes it; Format is put in where it is missing
     * @param at the time of the signature
     * @throws AptFileException if a handler would refuse it
     */
    public static byte[] make(List<Stanza> stanzas, FormatVersion version, ReleaseSigner signer, Instant at)
            throws AptFileException, OpenPgpException, IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(VerifiedAptFile.firstLine(version).getBytes(StandardCharsets.US_ASCII));
        file.writeBytes(new ReleaseSigning(List.of(signer), at).clearSign(text(stanzas, version)));
        file.writeBytes(signer.certificate().armored().getBytes(StandardCharsets.US_ASCII));
        byte[] bytes = file.toByteArray();
        VerifiedAptFile.read(bytes, at);
        return bytes;
    }

    private static byte[] text(List<Stanza> stanzas, FormatVersion version) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < stanzas.size(); i++) {
            if (i > 0) {
                text.append('\n');
            }
            text.append(i == 0 ? withFormat(stanzas.get(i), version) : stanzas.get(i));
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Stanza withFormat(Stanza stanza, FormatVersion version) {
        Optional<Field> format = stanza.find(FORMAT);
        if (format.isPresent()) {
            return stanza;
        }
        List<Field> fields = new ArrayList<>();
        fields.add(Field.of(FORMAT, Integer.toString(version.number())));
        fields.addAll(stanza.fields());
        return Stanza.of(fields);
    }
}
