package dev.tufa.apt.archive.deb;

/**
 * A file of control.tar, such as {@code control}, {@code md5sums} or {@code postinst}.
 *
 * @param name without a folder
 * @param mode the twelve bits of its rights
 * @param size in bytes
 */
public record ControlMember(String name, int mode, long size) {}
