package dev.tufa.apt.install.inventory;

import dev.tufa.apt.install.answers.AvailableVersion;
import dev.tufa.apt.install.answers.InstalledPackage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** From which archives installed packages can have come: those that have the very version. */
public final class Provenance {
    private final List<InstalledPackage> installed;
    private final Map<String, List<AvailableVersion>> available = new HashMap<>();

    /**
     * A provenance.
     *
     * @param available versions of the packages, wherever
     */
    public Provenance(Collection<InstalledPackage> installed, Collection<AvailableVersion> available) {
        this.installed = List.copyOf(installed);
        for (AvailableVersion version : available) {
            this.available
                    .computeIfAbsent(version.name(), any -> new ArrayList<>())
                    .add(version);
        }
    }

    /** Packages in a version that one of these archives has and no other. */
    public List<InstalledPackage> from(Collection<String> archives) {
        return installed.stream().filter(each -> isFrom(each, archives)).toList();
    }

    /** Of those, packages that no other archive has in whatever version: what nobody would miss but for the archives. */
    public List<InstalledPackage> onlyFrom(Collection<String> archives) {
        return from(archives).stream()
                .filter(each -> versions(each).stream().allMatch(version -> archives.contains(version.archive())))
                .toList();
    }

    private boolean isFrom(InstalledPackage each, Collection<String> archives) {
        List<AvailableVersion> same = versions(each).stream()
                .filter(version -> version.version().equals(each.version()))
                .toList();
        return !same.isEmpty() && same.stream().allMatch(version -> archives.contains(version.archive()));
    }

    private List<AvailableVersion> versions(InstalledPackage each) {
        return available.getOrDefault(each.plainName(), List.of());
    }
}
