package dev.tufa.helper;

import dev.tufa.apt.archive.sources.ListsName;
import dev.tufa.apt.install.plan.PlanStep;
import java.io.IOException;
import java.util.Collection;
import java.util.List;

/** What apt and its acquire method keep of archives that are not among the sources any more; apt itself leaves some of it where it is. */
final class FetchedLists {
    private static final List<String> FOLDERS =
            List.of("/var/lib/apt/lists", "/var/lib/apt/lists/partial", "/var/lib/apt/lists/auxfiles");

    private static final String TUF_STATE = PlanStep.RegisterRoot.STATE + "/state/";

    private final SystemFiles files;

    FetchedLists(SystemFiles files) {
        this.files = files;
    }

    /** Removes it. */
    void forget(Collection<String> archives) throws IOException {
        for (String archive : archives) {
            for (String folder : FOLDERS) {
                files.forget(folder, ListsName.prefix(archive));
            }
            forgetTrust(ListsName.prefix(archive));
        }
    }

    /** As long as a root is registered, what was trusted by it stays, so that nobody can go back behind that. */
    private void forgetTrust(String name) throws IOException {
        if (files.read(PlanStep.RegisterRoot.rootFile(name)).isPresent()) {
            return;
        }
        files.forgetFolder(TUF_STATE + name);
        for (String floor : PlanStep.RegisterRoot.floorFiles(name)) {
            files.delete(floor);
        }
    }
}
