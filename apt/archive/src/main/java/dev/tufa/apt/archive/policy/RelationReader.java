package dev.tufa.apt.archive.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads relations (Debian Policy §7.1). Blanks may stand between the parts of a relation. Nothing may be left out: a version has an
 * operator, and a comma has something after it.
 */
final class RelationReader {
    private static final String END_OF_WORD = " \t\n:(),|[]<>";

    private final String text;
    private final RelationSyntax syntax;
    private int at;

    RelationReader(String text, RelationSyntax syntax) {
        this.text = text;
        this.syntax = syntax;
    }

    List<List<Relation>> readAll() throws PolicyException {
        List<List<Relation>> groups = new ArrayList<>();
        do {
            groups.add(group());
        } while (skips(','));
        if (at < text.length()) {
            throw problem("a comma or the end after a relation");
        }
        return groups;
    }

    private List<Relation> group() throws PolicyException {
        List<Relation> group = new ArrayList<>();
        do {
            group.add(relation());
            if (!syntax.allowsAlternatives() && next() == '|') {
                throw problem("no alternatives");
            }
        } while (skips('|'));
        return group;
    }

    private Relation relation() throws PolicyException {
        skipBlanks();
        PackageName name = PackageName.parse(word());
        Optional<Architecture> qualifier = Optional.empty();
        if (at < text.length() && text.charAt(at) == ':') {
            at++;
            qualifier = Optional.of(Architecture.parse(word()));
        }
        Optional<VersionBound> versions = next() == '(' ? Optional.of(versions()) : Optional.empty();
        if (!syntax.allows(versions)) {
            throw problem("an exact version");
        }
        if (!syntax.allowsRestrictions() && (next() == '[' || next() == '<')) {
            throw problem("no restriction in a binary package");
        }
        List<Restriction> architectures = next() == '[' ? restrictions(']') : List.of();
        if (architectures.stream().map(Restriction::sense).distinct().count() > 1) {
            throw problem("! before all architectures or none");
        }
        List<List<Restriction>> profiles = new ArrayList<>();
        while (next() == '<') {
            profiles.add(restrictions('>'));
        }
        return new Relation(name, qualifier, versions, architectures, profiles);
    }

    private VersionBound versions() throws PolicyException {
        at++;
        skipBlanks();
        VersionBound.Operator operator = operator();
        skipBlanks();
        int start = at;
        while (at < text.length() && " \t\n()".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        DebianVersion version = DebianVersion.parse(text.substring(start, at));
        if (!skips(')')) {
            throw problem(") after a version");
        }
        return new VersionBound(operator, version);
    }

    private VersionBound.Operator operator() throws PolicyException {
        for (VersionBound.Operator operator : VersionBound.Operator.values()) {
            if (text.startsWith(operator.symbol(), at)) {
                at += operator.symbol().length();
                return operator;
            }
        }
        throw problem("<<, <=, =, >= or >>");
    }

    private List<Restriction> restrictions(char end) throws PolicyException {
        at++;
        List<Restriction> restrictions = new ArrayList<>();
        while (!skips(end)) {
            restrictions.add(Restriction.parse(word()));
        }
        if (restrictions.isEmpty()) {
            throw problem("a name before " + end);
        }
        return restrictions;
    }

    private String word() {
        int start = at;
        while (at < text.length() && END_OF_WORD.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at);
    }

    /** Passes over blanks and one character, if that is what comes; else over the blanks alone. */
    private boolean skips(char wanted) {
        if (next() != wanted) {
            return false;
        }
        at++;
        return true;
    }

    /** The character after the blanks, which are passed over; a line end at the end. */
    private char next() {
        skipBlanks();
        return at < text.length() ? text.charAt(at) : '\n';
    }

    private void skipBlanks() {
        while (at < text.length() && " \t\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private PolicyException problem(String expected) {
        return new PolicyException("relation", expected, text.substring(at));
    }
}
