/** {@code tufa repo}: makes a repository, changes it, publishes it. */
@NullMarked
package dev.tufa.cli.repo;

import org.jspecify.annotations.NullMarked;
