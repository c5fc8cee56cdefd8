package dev.tufa.apt.publish.archive;

import static dev.tufa.apt.publish.Debs.deb;

import dev.tufa.tuf.repository.storage.Disk;
import dev.tufa.tuf.repository.storage.StoppingDisk;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Another process that adds a package and publishes it, and that can be stopped in the middle of that. */
final class VendorProgram implements AutoCloseable {
    static final String STOPPED = "stopped";
    static final String DONE = "done";
    private static final int NEVER = Integer.MAX_VALUE;

    private final Process process;
    private final BufferedReader out;

    private VendorProgram(Process process) {
        this.process = process;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Arguments: the archive's folder, the name of a package, before which call to the disk it stops until somebody says a word. */
    public static void main(String[] arguments) throws Exception {
        Disk disk = new StoppingDisk(Integer.parseInt(arguments[2]), () -> {
            System.out.println(STOPPED);
            System.in.read();
        });
        Vendor vendor = Vendor.open(Path.of(arguments[0]), Vendor.START, disk);
        vendor.add(deb(arguments[1], "1"));
        vendor.publish();
        System.out.println(DONE);
    }

    /** One that stops before a call to the disk. */
    static VendorProgram stopping(Path folder, String name, int call) throws IOException {
        return new VendorProgram(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        VendorProgram.class.getName(),
                        folder.toString(),
                        name,
                        Integer.toString(call))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** One that does not stop. */
    static VendorProgram start(Path folder, String name) throws IOException {
        return stopping(folder, name, NEVER);
    }

    /** How many calls to the disk it takes to do the same here. */
    static int calls(Vendor vendor, String name) throws Exception {
        StoppingDisk counting = new StoppingDisk(NEVER, () -> {});
        Vendor counted = Vendor.open(vendor.folder, vendor.now, counting);
        counted.add(deb(name, "1"));
        counted.publish();
        return counting.calls();
    }

    /** Waits for the next word that it says. */
    String word() throws IOException {
        return String.valueOf(out.readLine());
    }

    /** Whether it ends in so many milliseconds. */
    boolean endsWithin(long milliseconds) throws InterruptedException {
        return process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
    }

    void goOn() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    /** It gets no chance to put anything in order. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
