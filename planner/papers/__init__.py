"""What a lead prints of a gathering: a page of documents, each a declaration in pdf/ with a template beside it."""
