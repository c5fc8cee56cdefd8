package dev.tufa.conformance.aptfile;

import dev.tufa.apt.install.file.AptStanza;
import dev.tufa.apt.install.file.ArchiveEntry;
import dev.tufa.apt.install.file.RequestedPackage;
import dev.tufa.apt.install.file.TufRoot;
import dev.tufa.apt.install.file.VerifiedAptFile;
import dev.tufa.cli.framework.JsonOutput;
import dev.tufa.tuf.json.JsonObject;
import java.util.Base64;

/** What apt/install reads from a file, in the words of the index of the corpus. */
final class ReadFile {
    private ReadFile() {}

    static JsonObject json(VerifiedAptFile file) {
        return new JsonOutput()
                .with("version", file.version().number())
                .with("signer", file.signer().fingerprint().hex())
                .with("stanzas", file.stanzas().stream().map(ReadFile::json).toList())
                .build();
    }

    private static JsonObject json(AptStanza stanza) {
        JsonOutput json = new JsonOutput()
                .with("architectures", stanza.architectures().values())
                .with("distributions", stanza.distributions().values())
                .with("codenames", stanza.codenames().values())
                .with("releases", stanza.releases().values())
                .with("archives", stanza.archives().stream().map(ReadFile::json).toList())
                .with(
                        "install",
                        stanza.install().stream()
                                .map(RequestedPackage::toString)
                                .toList())
                .with("pin", stanza.pins())
                .with(
                        "extensions",
                        stanza.extensions().stream()
                                .map(field -> new JsonOutput()
                                        .with("name", field.name())
                                        .with("lines", field.lines())
                                        .build())
                                .toList());
        stanza.tuf().ifPresent(tuf -> json.with("tuf", json(tuf)));
        return json.build();
    }

    private static JsonObject json(ArchiveEntry archive) {
        return new JsonOutput()
                .with("type", archive.type().word())
                .with("architectures", archive.architectures())
                .with("languages", archive.languages())
                .with("uri", archive.uri().toString())
                .with("suite", archive.suite())
                .with("components", archive.components())
                .build();
    }

    private static JsonObject json(TufRoot tuf) {
        JsonOutput json = new JsonOutput()
                .with("sha256", tuf.sha256())
                .with("scope", tuf.scope().word());
        tuf.url().ifPresent(url -> json.with("url", url));
        tuf.inline().ifPresent(root -> json.with("inline", Base64.getEncoder().encodeToString(root.bytes())));
        return json.build();
    }
}
