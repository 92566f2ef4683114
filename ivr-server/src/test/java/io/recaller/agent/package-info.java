/** Tests of who serves. */
@NullMarked
package io.recaller.agent;

import org.jspecify.annotations.NullMarked;
