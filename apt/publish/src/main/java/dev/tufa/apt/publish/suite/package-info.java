/** What a suite is made of and published as: lists of packages, changes to them, and the indexes that come of it. */
@NullMarked
package dev.tufa.apt.publish.suite;

import org.jspecify.annotations.NullMarked;
