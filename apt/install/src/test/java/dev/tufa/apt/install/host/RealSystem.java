package dev.tufa.apt.install.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;

/** Systems by the os-release that their package base-files really has: taken out of the one that is named, of amd64. */
public enum RealSystem {
    /** base-files 12.4+deb12u11. */
    DEBIAN_12("Debian\n12\nbookworm\n"),
    /** base-files 13.8+deb13u7. */
    DEBIAN_13("Debian\n13\ntrixie\n"),
    /** base-files 14.2. */
    DEBIAN_SID("Debian\nn/a\nforky\n"),
    /** base-files 12ubuntu4. */
    UBUNTU_22_04("Ubuntu\n22.04\njammy\n"),
    /** base-files 13ubuntu10. */
    UBUNTU_24_04("Ubuntu\n24.04\nnoble\n"),
    /** base-files 14ubuntu6. */
    UBUNTU_26_04("Ubuntu\n26.04\nresolute\n");

    private final String lsbRelease;

    RealSystem(String lsbRelease) {
        this.lsbRelease = lsbRelease;
    }

    /**
     * What {@code lsb_release -i -r -c -s} prints there. Of Debian it is what the program of lsb-release 12.0-1 prints for the
     * file; of Ubuntu, the values of {@code /etc/lsb-release} in the same base-files, which its program reads.
     */
    public String lsbRelease() {
        return lsbRelease;
    }

    /** The file. */
    public String osRelease() {
        String name = "os-release-"
                + name().toLowerCase(Locale.ROOT).replaceFirst("_", "-").replace('_', '.');
        try (InputStream in = Objects.requireNonNull(RealSystem.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
