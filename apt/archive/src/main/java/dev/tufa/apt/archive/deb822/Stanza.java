package dev.tufa.apt.archive.deb822;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fields with different names, in their order: one package in an index, one source in a list, one platform in a {@code .apt} file. */
public final class Stanza {
    private final Map<String, Field> fields;

    private Stanza(Map<String, Field> fields) {
        this.fields = fields;
    }

    /**
     * A stanza of fields.
     *
     * @throws IllegalArgumentException if there is none, or two have the same name
     */
    public static Stanza of(List<Field> fields) {
        Map<String, Field> byName = new LinkedHashMap<>();
        for (Field field : fields) {
            if (byName.put(Field.key(field.name()), field) != null) {
                throw new IllegalArgumentException(field.name() + ": expected one such field, got two");
            }
        }
        if (byName.isEmpty()) {
            throw new IllegalArgumentException("stanza: expected a field, got none");
        }
        return new Stanza(byName);
    }

    /** The fields in their order. */
    public List<Field> fields() {
        return List.copyOf(fields.values());
    }

    /** The field of a name, in whatever case. */
    public Optional<Field> find(String name) {
        return Optional.ofNullable(fields.get(Field.key(name)));
    }

    /** The value of a field as one text. */
    public Optional<String> value(String name) {
        return find(name).map(Field::value);
    }

    /** The same with a field in the place of the one of its name, or at the end. */
    public Stanza with(Field field) {
        Map<String, Field> changed = new LinkedHashMap<>(fields);
        changed.put(Field.key(field.name()), field);
        return new Stanza(changed);
    }

    /** The same without a field; empty if it has no other. */
    public Optional<Stanza> without(String name) {
        Map<String, Field> changed = new LinkedHashMap<>(fields);
        changed.remove(Field.key(name));
        return changed.isEmpty() ? Optional.empty() : Optional.of(new Stanza(changed));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Stanza that && fields().equals(that.fields());
    }

    @Override
    public int hashCode() {
        return fields().hashCode();
    }

    /** As it is written, without the empty line that parts it from the next. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        new ArrayList<>(fields.values()).forEach(text::append);
        return text.toString();
    }
}
