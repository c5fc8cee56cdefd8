package dev.tufa.helper;

import dev.tufa.apt.install.system.SystemRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the acquire method has come to trust. In a system in a folder, root has written it; who fetches there later has to go on with it. */
final class TufState {
    private static final String FOLDER = "/var/lib/apt-transport-tuf/state";
    private static final String OWNER = "unix:uid";
    private static final String GROUP = "unix:gid";

    private TufState() {}

    /** Gives all of it to the owner of its folder. */
    static void handOver(SystemRoot root) throws IOException {
        Path folder = root.require(FOLDER);
        if (!Files.isDirectory(folder)) {
            return;
        }
        Object owner = Files.getAttribute(folder, OWNER);
        Object group = Files.getAttribute(folder, GROUP);
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.toList();
        }
        for (Path each : all) {
            if (!Files.getAttribute(each, OWNER, LinkOption.NOFOLLOW_LINKS).equals(owner)) {
                Files.setAttribute(each, OWNER, owner, LinkOption.NOFOLLOW_LINKS);
                Files.setAttribute(each, GROUP, group, LinkOption.NOFOLLOW_LINKS);
            }
        }
    }
}
