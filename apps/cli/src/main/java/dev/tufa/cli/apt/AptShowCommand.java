package dev.tufa.cli.apt;

import dev.tufa.apt.install.file.AptStanza;
import dev.tufa.apt.install.file.ArchiveEntry;
import dev.tufa.apt.install.file.RequestedPackage;
import dev.tufa.apt.install.file.VerifiedAptFile;
import dev.tufa.apt.install.host.HostFacts;
import dev.tufa.apt.install.host.HostMatch;
import dev.tufa.apt.install.probe.SystemProbe;
import dev.tufa.apt.install.words.StanzaWords;
import dev.tufa.apt.openpgp.Certificate;
import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.JsonOutput;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.Terminal;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.refusal.Printable;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Options;

/** {@code tufa apt show}. */
public final class AptShowCommand implements Command {
    @Override
    public String name() {
        return "apt show";
    }

    @Override
    public String summary() {
        return "Say what a .apt file is, for whom, and what it would do";
    }

    @Override
    public String operands() {
        return "FILE";
    }

    @Override
    public String description() {
        return "Checks the file's form, key and signature, and says in words which archives it would add on which systems, and what it would"
                + " install from them. Nothing is fetched and nothing is changed. The signature proves that whoever made the file has the"
                + " key; who that is, only the fingerprint can tell, compared with one that comes another way.";
    }

    @Override
    public Options options() {
        return new Options().addOption(OptionSpecs.json());
    }

    @Override
    public List<String> examples() {
        return List.of("apt show example.apt", "apt show --json example.apt");
    }

    @Override
    public void run(Invocation invocation) throws UsageException, IOException, CommandFailure {
        Instant now = invocation.clock().instant();
        VerifiedAptFile apt = AptInput.of(invocation);
        if (invocation.has("json")) {
            invocation.terminal().json(json(apt, now).build());
        } else {
            print(apt, now, invocation.terminal());
            new SystemProbe().find().ifPresent(host -> print(apt, host, invocation.terminal()));
        }
    }

    private static void print(VerifiedAptFile apt, HostFacts host, Terminal terminal) {
        String system = "%s on %s".formatted(host.distribution(), host.architecture());
        Optional<HostMatch> match = HostMatch.find(apt.stanzas(), host);
        terminal.line("");
        if (match.isEmpty()) {
            terminal.line("It is not for this system, %s.", system);
        } else if (match.get().by() == HostMatch.By.BASE) {
            terminal.line(
                    "For this system, %s, there is only %d, for what it is made from.",
                    system, match.get().number());
        } else {
            terminal.line("For this system, %s, it is %d.", system, match.get().number());
        }
    }

    private static void print(VerifiedAptFile apt, Instant now, Terminal terminal) {
        Certificate signer = apt.signer();
        terminal.line("format     version %d", apt.version().number());
        terminal.line("signed by  %s", signer.fingerprint().grouped());
        terminal.line(
                "           %s, made on %s, %s",
                signer.key().algorithm(),
                day(signer.key().created()),
                signer.expires(now).map(end -> "expires on " + day(end)).orElse("does not expire"));
        for (String userId : signer.userIds()) {
            terminal.line("           calls itself \"%s\", which proves nothing", userId);
        }
        apt.verification()
                .alsoSignedBy()
                .forEach(other -> terminal.line(
                        "           there is a signature by %s too, which gives no trust",
                        other.issuer().orElse("another key")));
        for (int i = 0; i < apt.stanzas().size(); i++) {
            AptStanza stanza = apt.stanzas().get(i);
            terminal.line("");
            terminal.line("%d. for %s:", i + 1, StanzaWords.systems(stanza));
            StanzaWords.actions(stanza).forEach(action -> terminal.line("   - %s", action));
            stanza.extensions()
                    .forEach(field -> terminal.line(
                            "   (%s: %s)", Printable.of(field.name()), Printable.of(String.join(" ", field.texts()))));
        }
    }

    private static String day(Instant at) {
        return at.atZone(ZoneOffset.UTC).toLocalDate().toString();
    }

    private static JsonOutput json(VerifiedAptFile apt, Instant now) {
        JsonOutput json = new JsonOutput()
                .with("version", apt.version().number())
                .with("fingerprint", apt.signer().fingerprint().hex())
                .with("algorithm", apt.signer().key().algorithm())
                .with("userIds", apt.signer().userIds())
                .with(
                        "stanzas",
                        apt.stanzas().stream()
                                .map(stanza -> json(stanza).build())
                                .toList());
        apt.signer().expires(now).ifPresent(end -> json.with("expires", end));
        return json;
    }

    private static JsonOutput json(AptStanza stanza) {
        JsonOutput json = new JsonOutput()
                .with("architectures", stanza.architectures().values())
                .with("distributions", stanza.distributions().values())
                .with("codenames", stanza.codenames().values())
                .with("releases", stanza.releases().values())
                .with(
                        "archives",
                        stanza.archives().stream().map(ArchiveEntry::toString).toList())
                .with(
                        "install",
                        stanza.install().stream()
                                .map(RequestedPackage::toString)
                                .toList())
                .with("pin", stanza.pins());
        stanza.tuf().ifPresent(tuf -> json.with("tufRootSha256", tuf.sha256()));
        return json;
    }
}
