package dev.tufa.apt.archive.deb;

/** Paths as tar lists them, to compare with what it does. */
final class TarListing {
    private TarListing() {}

    /** A line of tar without the time and with single blanks. */
    static String withoutTime(String line) {
        return line.replaceFirst(" [0-9-]{10} [0-9:]{5} ", " ").replaceAll(" +", " ");
    }

    /** As tar lists it, without the time and with single blanks. */
    static String of(DebPath path) {
        String link = path.link()
                .map(target -> path.kind() == DebPath.Kind.HARD_LINK ? " link to ./" + target : " -> " + target)
                .orElse("");
        boolean directory = path.kind() == DebPath.Kind.DIRECTORY;
        String name = path.path().equals(".") ? "./" : "./" + path.path() + (directory ? "/" : "");
        char type = switch (path.kind()) {
            case FILE -> '-';
            case HARD_LINK -> 'h';
            case SYMBOLIC_LINK -> 'l';
            case DIRECTORY -> 'd';
            case PIPE -> 'p';
            case CHARACTER_DEVICE -> 'c';
            case BLOCK_DEVICE -> 'b';
        };
        return "%s%s %s/%s %d %s%s"
                .formatted(type, rights(path.mode()), path.owner(), path.group(), path.size(), name, link)
                .replaceAll(" +", " ");
    }

    private static String rights(int mode) {
        StringBuilder rights = new StringBuilder();
        for (int shift = 6; shift >= 0; shift -= 3) {
            int bits = mode >> shift & 7;
            boolean special = (mode >> (9 + shift / 3) & 1) != 0;
            rights.append((bits & 4) != 0 ? 'r' : '-').append((bits & 2) != 0 ? 'w' : '-');
            char set = shift == 0 ? 't' : 's';
            if (special) {
                rights.append((bits & 1) != 0 ? set : Character.toUpperCase(set));
            } else {
                rights.append((bits & 1) != 0 ? 'x' : '-');
            }
        }
        return rights.toString();
    }
}
