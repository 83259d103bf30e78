"""The postman: journal rows become e-mail, SMS and in-app notices."""
