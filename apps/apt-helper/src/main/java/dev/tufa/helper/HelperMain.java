package dev.tufa.helper;

import dev.tufa.apt.install.file.AptFileException;
import dev.tufa.apt.install.outside.RootedApt;
import dev.tufa.apt.install.plan.InstallRequest;
import dev.tufa.apt.install.plan.PlanException;
import dev.tufa.apt.install.plan.RemovalRequest;
import dev.tufa.apt.install.plan.RootRequest;
import dev.tufa.apt.install.plan.SourceId;
import dev.tufa.apt.install.plan.SwitchRequest;
import dev.tufa.apt.install.system.SystemRoot;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * {@code tufa-apt-helper apply [DIR]}: reads a request from its input, and says on its output what it does, a line each, of which the first
 * word is {@code step}, {@code apt}, {@code done}, {@code refused} or {@code failed}. It is about this system, or the one in the folder.
 */
public final class HelperMain {
    private static final String FOLDER = "/var/lib/tufa/apt";
    private static final int LONGEST_REQUEST = 4 << 20;

    private final PrintStream out;

    private HelperMain(PrintStream out) {
        this.out = out;
    }

    /** Carries out one request and ends the process with 0 if it was done. */
    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        int exit = new HelperMain(out).run(List.of(arguments));
        if (exit != 0) {
            System.exit(exit);
        }
    }

    private int run(List<String> arguments) throws IOException {
        if (arguments.isEmpty() || !arguments.get(0).equals("apply") || arguments.size() > 2) {
            out.println("failed usage: tufa-apt-helper apply [DIR] <REQUEST");
            return 2;
        }
        try {
            Caller caller = Caller.ofThisProcess();
            SystemRoot root = arguments.size() == 1 ? caller.thisSystem() : caller.systemIn(Path.of(arguments.get(1)));
            out.println("done " + carryOut(request(), root, caller.user()));
            return 0;
        } catch (PlanException e) {
            say("refused %s %s".formatted(e.refusal().id(), e.getMessage()));
        } catch (AptFileException e) {
            say("refused %s %s".formatted(e.refusal().id(), e.getMessage()));
        } catch (IOException e) {
            say("failed " + Optional.ofNullable(e.getMessage()).orElse(e.toString()));
        }
        return 1;
    }

    /** In one line, whatever it is. */
    private void say(String text) {
        out.println(text.replaceAll("\\R+", " "));
    }

    private static RootRequest request() throws IOException {
        byte[] request = System.in.readNBytes(LONGEST_REQUEST + 1);
        if (request.length > LONGEST_REQUEST) {
            throw new IOException("request: expected at most %d bytes, got more".formatted(LONGEST_REQUEST));
        }
        return RootRequest.read(request);
    }

    /** Gives the id of the sources. */
    private SourceId carryOut(RootRequest request, SystemRoot root, int user)
            throws IOException, PlanException, AptFileException {
        RootFiles files = new RootFiles(root.folder(), user);
        files.makeFolder(FOLDER);
        Path folder = root.seen(FOLDER);
        try (SystemLock lock = SystemLock.take(folder.resolve("lock"))
                        .orElseThrow(() ->
                                new IOException("expected to be alone, got another such process on this system"));
                RootedApt apt = RootedApt.of(root, TargetSystem.host(root))) {
            TargetSystem system = TargetSystem.of(root.folder(), files, apt.apt(), folder.resolve("log"));
            new PlanApplier(system, listener()).recover();
            SourceId id = carryOut(request, system);
            if (!root.isThisSystem()) {
                TufState.handOver(root);
            }
            return id;
        }
    }

    private SourceId carryOut(RootRequest request, TargetSystem system)
            throws IOException, PlanException, AptFileException {
        if (request instanceof InstallRequest install) {
            return new PlanApplier(system, listener())
                    .apply(install, Instant.now())
                    .id();
        }
        if (request instanceof RemovalRequest removal) {
            new SourceRemover(system, listener()).remove(removal);
            return removal.id();
        }
        if (request instanceof SwitchRequest change) {
            return new SourceSwitch(system, listener()).set(change).id();
        }
        throw new IllegalStateException("a request of another kind");
    }

    private Listener listener() {
        return new Listener() {
            @Override
            public void step(String what) {
                say("step " + what);
            }

            @Override
            public void line(String line) {
                say("apt " + line);
            }
        };
    }
}
