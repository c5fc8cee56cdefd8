package dev.tufa.apt.archive.sources;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** How apt calls its files about an archive in {@code /var/lib/apt/lists}: the address without scheme and user, with underscores for slashes. */
public final class ListsName {
    /** What apt writes as percent codes, beside what is not ASCII. */
    private static final String QUOTED = "\\|{}[]<>\"^~_=!@#$%^&*";

    private ListsName() {}

    /** What the names of all files begin with that are about what is below an address. */
    public static String prefix(String uri) {
        StringBuilder name = new StringBuilder();
        for (byte b : decoded(ReleasePlace.archive(uri))) {
            char c = (char) (b & 0xff);
            if (c == '/') {
                name.append('_');
            } else if (c <= ' ' || c >= 0x7f || QUOTED.indexOf(c) >= 0) {
                name.append("%%%02x".formatted((int) c));
            } else {
                name.append(c);
            }
        }
        return name.toString();
    }

    /** apt writes percent codes anew, whatever was written with them. */
    private static byte[] decoded(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            boolean isCode = bytes[i] == '%'
                    && i + 2 < bytes.length
                    && Character.digit(bytes[i + 1], 16) >= 0
                    && Character.digit(bytes[i + 2], 16) >= 0;
            if (isCode) {
                decoded.write(16 * Character.digit(bytes[i + 1], 16) + Character.digit(bytes[i + 2], 16));
                i += 2;
            } else {
                decoded.write(bytes[i]);
            }
        }
        return decoded.toByteArray();
    }
}
