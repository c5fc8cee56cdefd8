package dev.tufa.cli.demo;

import dev.tufa.apt.install.host.HostFacts;
import dev.tufa.apt.install.outside.SystemProgram;
import dev.tufa.apt.install.plan.SourceRecords;
import dev.tufa.apt.install.probe.SystemProbe;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The second act: a vendor, a computer with apt, and somebody between the two. What does not go as it should ends the demo with a fault. */
final class AptAct {
    /** As apt says it that verifies by gpgv, and by sqv. */
    private static final Pattern UNKNOWN_KEY = Pattern.compile("NO_PUBKEY|Missing key");

    private final Story story;
    private final Stage stage;
    private final Vendor vendor;

    AptAct(Story story, Stage stage, Path passphrase) throws IOException {
        this.story = story;
        this.stage = stage;
        this.vendor = new Vendor(story, stage.place("vendor"), passphrase);
    }

    void play() throws IOException, CommandFailure {
        HostFacts here = new SystemProbe()
                .find()
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.UNREACHABLE, "this system: expected one that says what it is, got none", ""));
        story.chapter("A vendor with an archive for apt, and the .apt file that people click");
        story.moveTo(stage.folder());
        vendor.begin(stage.url().toString(), here.architecture());
        vendor.publish("1.0");
        Path file = vendor.aptFile();
        stage.serve(vendor.served());
        Path old = stage.place("recorded-by-an-attacker");
        FolderCopy.copy(vendor.served(), old);

        story.chapter("A computer in a folder, with this system's apt-get and dpkg, installs it through TUF");
        Path methods = stage.methods();
        try (Computer computer = Computer.make(stage.place("computer"), here, methods);
                Computer plain = Computer.make(stage.place("plain-computer"), here, methods)) {
            Map<String, String> settings = computer.settings();
            String root = computer.root().toString();
            plain.list(stage.url(), vendor.key());
            story.tufa(
                    "apt", "install", "--root", root, "--yes", "--fingerprint", vendor.fingerprint(), file.toString());
            says(computer, "1.0");

            story.chapter("The vendor publishes 2.0, and the computer takes it as every day");
            vendor.publish("2.0");
            upgrade(computer, "2.0");
            expect(
                    plain.update().exit() == 0 && plain.offers(Vendor.PROGRAM).contains("2.0"),
                    "plain apt was to see 2.0");

            story.chapter(
                    "New keys for TUF's root, for snapshot and timestamp, and for the archive, whose old one goes; nobody tells the computer");
            vendor.rotate();
            vendor.publish("3.0");
            vendor.aptFile();
            upgrade(computer, "3.0");
            SystemProgram.Answer stuck = plain.update();
            expect(
                    stuck.exit() != 0 && UNKNOWN_KEY.matcher(stuck.complaint()).find(),
                    "plain apt was not to know the new key: " + stuck.complaint());
            story.remark("plain apt, with the key from before, stays at 2.0 until somebody brings it the new one");

            story.chapter("Someone controls the network, shows the archive of 1.0, and apt's lists are gone");
            stage.serve(old);
            attack(computer, plain);

            stage.serve(vendor.served());
            story.chapter("The attacker is gone; then the computer is rid of the archive, and of what came from there");
            update(computer);
            remove(computer);
            expect(computer.settings().equals(settings), "etc/apt was to be as it was");
            story.remark("etc/apt is what it was before");
        }
    }

    private void remove(Computer computer) throws IOException, CommandFailure {
        String id = SourceRecords.read(computer.system()).get(0).id().text();
        story.tufa("apt", "remove", "--root", computer.root().toString(), "--purge", id);
        expect(!computer.has(Vendor.PROGRAM), Vendor.PROGRAM + " was to be removed");
    }

    private void attack(Computer computer, Computer plain) throws IOException, CommandFailure {
        story.attack("replayed archive", "everything in it was signed by the vendor, and is good for weeks");
        plain.forgetLists();
        computer.forgetLists();
        SystemProgram.Answer accepted = plain.update();
        List<String> offered = plain.offers(Vendor.PROGRAM);
        expect(accepted.exit() == 0 && offered.equals(List.of("1.0")), "plain apt was to take the old archive");
        story.outcome("plain apt", "takes it: who installs acme now gets " + String.join(" ", offered));
        SystemProgram.Answer refused = computer.update();
        expect(
                refused.exit() != 0 && refused.complaint().contains("TUF: timestamp.json: "),
                "the replayed archive was not refused: " + refused.complaint());
        story.outcome("through TUF", "refused: " + reason(refused.complaint()));
        says(computer, "3.0");
    }

    /** Of all that apt-get says, what TUF does. */
    private static String reason(String complaint) {
        String from = complaint.substring(complaint.indexOf("TUF: ") + "TUF: ".length());
        int end = from.indexOf("; ");
        return end < 0 ? from : from.substring(0, end);
    }

    private void upgrade(Computer computer, String version) throws IOException, CommandFailure {
        update(computer);
        story.command("apt-get upgrade");
        int exit = computer.upgrade();
        expect(exit == 0, "apt-get upgrade: expected exit code 0, got " + exit);
        says(computer, version);
    }

    private void update(Computer computer) throws IOException, CommandFailure {
        story.command("apt-get update");
        SystemProgram.Answer update = computer.update();
        expect(update.exit() == 0, "apt-get update: " + update.complaint());
    }

    private void says(Computer computer, String version) throws IOException, CommandFailure {
        story.command(Vendor.PROGRAM);
        String said = computer.run(Vendor.PROGRAM);
        story.output(said);
        expect(said.equals(Vendor.PROGRAM + " " + version), "expected version " + version + " to be installed");
    }

    private static void expect(boolean isSo, String what) throws CommandFailure {
        if (!isSo) {
            throw new CommandFailure(ExitCode.INTERNAL, what, "please report this");
        }
    }
}
