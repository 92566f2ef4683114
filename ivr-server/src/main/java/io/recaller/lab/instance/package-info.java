/** Private Asterisk instances: one is the switch under test, another plays its callers. */
@NullMarked
package io.recaller.lab.instance;

import org.jspecify.annotations.NullMarked;
