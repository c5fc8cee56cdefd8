@NullMarked
package dev.tufa.tuf.repository;

import org.jspecify.annotations.NullMarked;
