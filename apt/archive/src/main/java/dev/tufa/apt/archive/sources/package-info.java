/**
 * apt's lists of sources, as sources.list(5) describes them and apt reads them: which archives a system has, and what may sign them.
 * What apt refuses is refused here, for one such file keeps apt from doing anything.
 */
@NullMarked
package dev.tufa.apt.archive.sources;

import org.jspecify.annotations.NullMarked;
