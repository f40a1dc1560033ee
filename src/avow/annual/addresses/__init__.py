"""Addresses of annual reports, below `<forum>/`: the desk's and the public's."""
