/**
 * What is so at this moment: who waits, who is there, and why a contact waits or went as it did.
 */
@NullMarked
package io.recaller.cli.live;

import org.jspecify.annotations.NullMarked;
