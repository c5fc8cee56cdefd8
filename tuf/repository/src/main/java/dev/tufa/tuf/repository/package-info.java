/** A TUF repository in a folder: its roles, its plans and its one publisher (TUF 1.0.34 §3 and §6). */
@NullMarked
package dev.tufa.tuf.repository;

import org.jspecify.annotations.NullMarked;
