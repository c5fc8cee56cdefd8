@NullMarked
package dev.tufa.cli.repo;

import org.jspecify.annotations.NullMarked;
