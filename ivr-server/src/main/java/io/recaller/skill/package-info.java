/** Words of matching: what an agent can do, how well, and what a contact asks for. */
@NullMarked
package io.recaller.skill;

import org.jspecify.annotations.NullMarked;
