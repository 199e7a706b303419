"""Those who give something at a gathering: asked by private link, what they answer, and the files of items."""
