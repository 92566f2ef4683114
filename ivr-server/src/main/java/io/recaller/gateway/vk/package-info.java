/** The door of a community in VK. */
@NullMarked
package io.recaller.gateway.vk;

import org.jspecify.annotations.NullMarked;
