/** Who waited and who served, for those who count it. */
@NullMarked
package io.recaller.routing.history;

import org.jspecify.annotations.NullMarked;
