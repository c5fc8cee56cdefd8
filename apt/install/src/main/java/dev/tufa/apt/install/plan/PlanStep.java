package dev.tufa.apt.install.plan;

import dev.tufa.tuf.json.JsonArray;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonString;
import java.util.List;
import java.util.Map;

/** One thing that is done. */
public sealed interface PlanStep {
    /** In words. */
    String describe();

    /** As it stands in the plan's bytes. */
    JsonObject json();

    /**
     * A list of sources is written, with the one key that may sign them in it; if TUF vouches for them, with the name of the file that has
     * their keys.
     *
     * @param path absolute
     * @param text in deb822 style
     */
    record WriteSources(String path, String text) implements PlanStep {
        private static final String URIS = "URIs: ";

        /** The addresses of its archives, one for each stanza. */
        public List<String> archives() {
            return text.lines()
                    .filter(line -> line.startsWith(URIS))
                    .map(line -> line.substring(URIS.length()))
                    .toList();
        }

        @Override
        public String describe() {
            return "add the list of sources " + path;
        }

        @Override
        public JsonObject json() {
            return PlanStep.file("write-sources", path, text);
        }
    }

    /**
     * A list of sources of the system goes, and is kept so that it can be put back.
     *
     * @param path absolute
     * @param entries of the list, each as a line of apt's lists says it
     */
    record TakeOver(String path, List<String> entries) implements PlanStep {
        /** Entries in their order. */
        public TakeOver {
            entries = List.copyOf(entries);
        }

        @Override
        public String describe() {
            return "take the place of the list of sources " + path;
        }

        @Override
        public JsonObject json() {
            return JsonObject.of(Map.of(
                    "do",
                    JsonString.of("take-over"),
                    "path",
                    JsonString.of(path),
                    "entries",
                    JsonArray.of(entries.stream().map(JsonString::of).toList())));
        }
    }

    /**
     * Preferences are written, which limit what comes from the archive.
     *
     * @param path absolute
     * @param text as apt_preferences(5) has them
     * @param preferred packages that it prefers to those of the system's own archives
     */
    record WritePreferences(String path, String text, List<String> preferred) implements PlanStep {
        /** Preferences with their names in order. */
        public WritePreferences {
            preferred = List.copyOf(preferred);
        }

        @Override
        public String describe() {
            return "limit what comes from there by " + path;
        }

        @Override
        public JsonObject json() {
            return JsonObject.of(Map.of(
                    "do", JsonString.of("write-preferences"),
                    "path", JsonString.of(path),
                    "text", JsonString.of(text),
                    "preferred",
                            JsonArray.of(preferred.stream().map(JsonString::of).toList())));
        }
    }

    /**
     * The first root of TUF is put where the acquire method finds it.
     *
     * @param folder absolute
     * @param archive its address without {@code tuf+}, with a slash at its end
     * @param scope what TUF vouches for, as the {@code .apt} file says it
     * @param root the file, in hex
     * @param key the key that signed the {@code .apt} file, in armor, for an archive whose keys TUF does not vouch for
     */
    record RegisterRoot(String folder, String archive, String scope, String root, String key) implements PlanStep {
        private static final String ARCHIVES = "/archives/";

        /** The name of the root in the folder. */
        public static final String ROOT_FILE = "root.json";

        /** The name of the file in the folder that says the rest. */
        public static final String ARCHIVE_FILE = "archive";

        /** The name of the key in the folder. */
        public static final String KEY_FILE = "archive.asc";

        /** The path in an archive of the keys that sign its Release files, and below the folder of what TUF has vouched for. */
        public static final String KEYS = "keys/archive.asc";

        /** Where all archives have folders of their own: {@code archives} is root's, {@code state} the acquire method's. */
        public static final String STATE = "/var/lib/apt-transport-tuf";

        /**
         * The step for an archive.
         *
         * @param name of its folders
         */
        static RegisterRoot of(String name, String archive, String scope, String root, String key) {
            return new RegisterRoot(STATE + ARCHIVES + name, archive, scope, root, key);
        }

        /**
         * Where the acquire method keeps the keys by which apt takes the archive, as TUF says they are now.
         *
         * @param name of the archive's folders
         */
        static String keysFile(String name) {
            return STATE + "/state/" + name + "/releases/" + KEYS;
        }

        /**
         * Where the first root of an archive is.
         *
         * @param name of the archive's folders
         */
        public static String rootFile(String name) {
            return STATE + ARCHIVES + name + '/' + ROOT_FILE;
        }

        /**
         * Where the method has root note what an archive must not fall back behind, and what that was worked out from.
         *
         * @param name of the archive's folders
         */
        public static List<String> floorFiles(String name) {
            String floor = STATE + ARCHIVES + name + "/floor";
            return List.of(floor, floor + ".seen", floor + ".new");
        }

        /** The same of this archive. */
        public String keysFile() {
            return keysFile(folder.substring(folder.lastIndexOf('/') + 1));
        }

        /** What {@link #ARCHIVE_FILE} says. */
        public String text() {
            return "Archive: %s\nScope: %s\n".formatted(archive, scope);
        }

        @Override
        public String describe() {
            return "go by TUF for " + archive;
        }

        @Override
        public JsonObject json() {
            return JsonObject.of(Map.of(
                    "do", JsonString.of("register-root"),
                    "folder", JsonString.of(folder),
                    "archive", JsonString.of(archive),
                    "scope", JsonString.of(scope),
                    "root", JsonString.of(root),
                    "key", JsonString.of(key)));
        }
    }

    /** The new sources alone are fetched. */
    record UpdateLists() implements PlanStep {
        @Override
        public String describe() {
            return "fetch what the archive has";
        }

        @Override
        public JsonObject json() {
            return JsonObject.of(Map.of("do", JsonString.of("update-lists")));
        }
    }

    /**
     * Packages of the archive are installed in one transaction, with what they depend on.
     *
     * @param packages with their architectures where those are not the system's own; at least one
     */
    record InstallPackages(List<String> packages) implements PlanStep {
        /** Packages in their order. */
        public InstallPackages {
            packages = List.copyOf(packages);
        }

        @Override
        public String describe() {
            return "install " + String.join(" ", packages);
        }

        @Override
        public JsonObject json() {
            return JsonObject.of(Map.of(
                    "do",
                    JsonString.of("install"),
                    "packages",
                    JsonArray.of(packages.stream().map(JsonString::of).toList())));
        }
    }

    /** What was written is removed again, since no updates are wanted. */
    record RemoveAgain() implements PlanStep {
        @Override
        public String describe() {
            return "remove the list of sources again: there will be no updates";
        }

        @Override
        public JsonObject json() {
            return JsonObject.of(Map.of("do", JsonString.of("remove-again")));
        }
    }

    private static JsonObject file(String what, String path, String text) {
        return JsonObject.of(
                Map.of("do", JsonString.of(what), "path", JsonString.of(path), "text", JsonString.of(text)));
    }
}
