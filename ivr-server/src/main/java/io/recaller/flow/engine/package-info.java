/** Steps a dialogue through a flow: pure, for every channel the same. */
@NullMarked
package io.recaller.flow.engine;

import org.jspecify.annotations.NullMarked;
