package dev.tufa.tuf.repository;

/**
 * A file of a published tree that is missing or wrong.
 *
 * @param file its path in the repository's folder
 * @param problem what was expected, and what is there
 * @param consequence what it means for clients, and what can be done
 */
public record TreeProblem(String file, String problem, String consequence) {}
