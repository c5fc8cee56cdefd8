package dev.tufa.apt.archive.deb822;

/**
 * What a reader of control data refuses to go beyond.
 *
 * @param lineLength bytes in a line: one without an end would fill the memory
 * @param stanzaLength bytes in a stanza
 * @param fields fields in a stanza
 */
public record Deb822Limits(int lineLength, int stanzaLength, int fields) {
    /** For indexes and control files; real descriptions and relations have some ten thousand bytes. */
    public static final Deb822Limits DEFAULT = new Deb822Limits(1 << 18, 1 << 22, 500);
}
