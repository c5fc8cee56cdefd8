package dev.tufa.tuf.metadata;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of metadata of TUF 1.0.34 §2.1, by the text of their {@code _type} field. */
public enum RoleType {
    ROOT("root"),
    TIMESTAMP("timestamp"),
    SNAPSHOT("snapshot"),
    TARGETS("targets"),
    MIRRORS("mirrors");

    private final String text;

    RoleType(String text) {
        this.text = text;
    }

    /** The {@code _type} field and, for top-level roles, the role's name. */
    public String text() {
        return text;
    }

    /** The name of the top-level role's file, without version prefix: {@code root.json}. */
    public String file() {
        return text + ".json";
    }

    /** The top-level role of that name. */
    public static Optional<RoleType> named(String name) {
        return Arrays.stream(values()).filter(type -> type.text.equals(name)).findFirst();
    }
}
