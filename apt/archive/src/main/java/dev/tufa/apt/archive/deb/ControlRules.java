package dev.tufa.apt.archive.deb;

import dev.tufa.apt.archive.deb822.Field;
import dev.tufa.apt.archive.deb822.Stanza;
import dev.tufa.apt.archive.policy.Architecture;
import dev.tufa.apt.archive.policy.DebianVersion;
import dev.tufa.apt.archive.policy.PackageName;
import dev.tufa.apt.archive.policy.PolicyException;
import dev.tufa.apt.archive.policy.RelationSyntax;
import dev.tufa.apt.archive.policy.Relations;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks the control file of a binary package (Debian Policy §5.3). */
final class ControlRules {
    private static final List<String> SIMPLE = List.of("Package", "Version", "Architecture", "Maintainer");

    /** Fields with few values: dpkg refuses or misreads any other. */
    private static final Map<String, Pattern> VALUES = Map.of(
            "Essential", Pattern.compile("yes|no"),
            "Protected", Pattern.compile("yes|no"),
            "Multi-Arch", Pattern.compile("no|same|foreign|allowed"),
            "Installed-Size", Pattern.compile("[0-9]{1,18}"),
            "Section", Pattern.compile("[A-Za-z0-9+._/-]+"),
            "Priority", Pattern.compile("[a-z]+"));

    /** What an index says about a file, and what dpkg says about an installed package: not for the package to say. */
    private static final Set<String> FOREIGN = Set.of(
            "filename",
            "size",
            "md5sum",
            "sha1",
            "sha256",
            "sha512",
            "description-md5",
            "status",
            "config-version",
            "conffiles",
            "triggers-pending",
            "triggers-awaited");

    private final Stanza control;

    ControlRules(Stanza control) {
        this.control = control;
    }

    /** Refuses fields that are not as they should be; those with names, versions and architectures are asked for below. */
    void check() throws Refused {
        for (String name : SIMPLE) {
            required(name);
        }
        if (description().isBlank()) {
            throw refused("Description", "a synopsis", "none");
        }
        for (Field field : control.fields()) {
            if (FOREIGN.contains(field.name().toLowerCase(Locale.ROOT))) {
                throw refused(field.name(), "no such field in a package", "one");
            }
            if (field.isEmpty()) {
                throw refused(field.name(), "a value", "none");
            }
            Optional<RelationSyntax> syntax = RelationSyntax.ofBinaryField(field.name());
            if (syntax.isPresent()) {
                parsed(field.name(), value -> Relations.parse(value, syntax.get()));
            }
        }
        for (Map.Entry<String, Pattern> each : VALUES.entrySet()) {
            Optional<String> value = control.value(each.getKey());
            if (value.isPresent() && !each.getValue().matcher(value.get()).matches()) {
                throw refused(each.getKey(), each.getValue().pattern(), '"' + value.get() + '"');
            }
        }
    }

    PackageName name() throws Refused {
        return parsed("Package", PackageName::parse);
    }

    DebianVersion version() throws Refused {
        return parsed("Version", DebianVersion::parse);
    }

    /** One architecture, or all of them: Debian Policy §5.6.8 has wildcards only in source packages. */
    Architecture architecture() throws Refused {
        Architecture architecture = parsed("Architecture", Architecture::parse);
        if (!architecture.isOfBinaries()) {
            throw refused("Architecture", "one architecture or all", architecture);
        }
        if (architecture.isAll()
                && control.value("Multi-Arch").filter("same"::equals).isPresent()) {
            throw refused("Multi-Arch", "not the value same in a package for all architectures", "same");
        }
        return architecture;
    }

    private String description() throws Refused {
        return control.find("Description")
                .orElseThrow(() -> refused("Description", "such a field", "none"))
                .lines()
                .get(0);
    }

    private String required(String name) throws Refused {
        Field field = control.find(name).orElseThrow(() -> refused(name, "such a field", "none"));
        if (field.isEmpty() || field.lines().size() > 1) {
            throw refused(name, "a value of one line", field.isEmpty() ? "none" : "more lines");
        }
        return field.value();
    }

    private <T> T parsed(String name, Parser<T> parser) throws Refused {
        try {
            return parser.parse(control.value(name).orElse(""));
        } catch (PolicyException e) {
            throw new Refused(DebRefusal.CONTROL_FIELD, "control", e.in(name));
        }
    }

    private static Refused refused(String field, String expected, Object got) {
        return new Refused(DebRefusal.CONTROL_FIELD, "control: " + field, expected, got);
    }

    private interface Parser<T> {
        T parse(String text) throws PolicyException;
    }
}
