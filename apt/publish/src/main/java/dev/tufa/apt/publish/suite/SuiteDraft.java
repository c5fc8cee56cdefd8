package dev.tufa.apt.publish.suite;

import dev.tufa.apt.archive.deb822.Stanza;
import dev.tufa.apt.archive.index.ListedFile;
import dev.tufa.apt.archive.index.ReleaseFile;
import dev.tufa.apt.publish.conf.SuiteConf;
import dev.tufa.apt.publish.member.MemberChange;
import dev.tufa.apt.publish.member.PackageId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A suite as it would be published: all its indexes are there under names by their digests, and nothing that clients see names them.
 *
 * @param conf what it keeps to
 * @param old what was published last
 * @param release what it says of itself
 * @param changes what is different in its lists
 * @param lists the packages that it has
 * @param remembered files to remember of it, by name
 * @param kept files that are remembered of the last one and stay as they are, by name
 */
public record SuiteDraft(
        SuiteConf conf,
        PublishedSuite old,
        ReleaseFile release,
        List<MemberChange> changes,
        SuiteLists lists,
        Map<String, byte[]> remembered,
        Set<String> kept) {
    /** A draft with its parts in order. */
    public SuiteDraft {
        changes = List.copyOf(changes);
        remembered = Map.copyOf(remembered);
        kept = Set.copyOf(kept);
    }

    /** The number that it will have. */
    public long serial() {
        return old.serial() + 1;
    }

    /** The files that {@code Release} vouches for. */
    public List<ListedFile> files() {
        return release.files();
    }

    /** Every package that it has. */
    public Set<PackageId> members() {
        return lists.members();
    }

    /** How many packages it has. */
    public int packages() {
        return lists.members().size();
    }

    /** The packages that are new in it, in order. */
    public List<PackageId> added() {
        return changes.stream()
                .filter(change -> change.action() == MemberChange.Action.ADD)
                .map(MemberChange::id)
                .toList();
    }

    /**
     * The packages that someone with an architecture can install, with some of their fields: all of them are far more than most need.
     *
     * @param names of fields, the one of the package's name among them
     */
    public List<Stanza> binaries(String architecture, Set<String> names) throws IOException {
        List<Stanza> stanzas = new ArrayList<>();
        for (String component : conf.components()) {
            for (Listed listed : lists.binaries(component).of(architecture)) {
                stanzas.add(Stanza.of(listed.stanza().fields().stream()
                        .filter(field -> names.contains(field.name()))
                        .toList()));
            }
        }
        return stanzas;
    }
}
